import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { remember, remembered } from '../desk/remembered';
import type { Words } from './en';
import { en } from './en';
import { Times } from './times';

export const languages = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof languages;

interface Spoken {
  readonly language: Language;
  readonly words: Words;
  readonly times: Times;
  readonly speak: (language: Language) => void;
}

const Context = createContext<Spoken>({ language: 'en', words: en, times: new Times('en', en), speak: () => undefined });

/** English comes with the client; the rest is fetched by those who speak it. */
async function catalogue(language: Language): Promise<Words> {
  return language === 'de' ? (await import('./de')).de : en;
}

export function wantedLanguage(): Language {
  const wanted = [remembered('language') ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  return wanted.find((tag): tag is Language => tag in languages) ?? 'en';
}

/** The language as it is spoken where the browser is: with 24 hours in London, and 12 in New York. */
function region(language: Language): string {
  return navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
}

export function Speaking({ children, language: given }: { readonly children: ReactNode; readonly language?: Language }) {
  const [wanted, setWanted] = useState<Language>(() => given ?? wantedLanguage());
  const [spoken, setSpoken] = useState<{ language: Language; words: Words } | undefined>(
    wanted === 'en' ? { language: 'en', words: en } : undefined,
  );

  useEffect(() => {
    let gone = false;
    const use = (language: Language, words: Words) => {
      if (gone) return;
      document.documentElement.lang = language;
      setSpoken({ language, words });
    };
    catalogue(wanted).then((words) => use(wanted, words), () => use('en', en));
    return () => {
      gone = true;
    };
  }, [wanted]);

  const speak = useCallback((language: Language) => {
    remember('language', language);
    setWanted(language);
  }, []);
  const value = useMemo(
    () => spoken && { ...spoken, times: new Times(region(spoken.language), spoken.words), speak },
    [spoken, speak],
  );
  return value ? <Context value={value}>{children}</Context> : null;
}

export function useWords(): Words {
  return useContext(Context).words;
}

export function useTimes(): Times {
  return useContext(Context).times;
}

export function useLanguage(): Pick<Spoken, 'language' | 'speak'> {
  return useContext(Context);
}
