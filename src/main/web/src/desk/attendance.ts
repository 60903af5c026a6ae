import { useEffect } from 'react';
import { useChat } from '../model/use';

/** Without a sign of the person for this long, they are away. */
const idleAfter = 5 * 60_000;

/** Tells whether somebody is there: by keys, pointer, and whether the page is seen at all. */
export function useAttendance(): void {
  const chat = useChat();
  useEffect(() => {
    let idle: ReturnType<typeof setTimeout> | undefined;
    let told: 'online' | 'away' | undefined;
    const tell = (state: 'online' | 'away') => {
      if (told === state) return;
      told = state;
      chat.attend(state);
    };
    const here = () => {
      if (document.visibilityState !== 'visible') return;
      tell('online');
      clearTimeout(idle);
      idle = setTimeout(() => tell('away'), idleAfter);
    };
    const seen = () => {
      if (document.visibilityState === 'visible') here();
      else {
        clearTimeout(idle);
        idle = setTimeout(() => tell('away'), idleAfter);
      }
    };
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'focus'] as const;
    for (const sign of signs) addEventListener(sign, here, { passive: true });
    document.addEventListener('visibilitychange', seen);
    here();
    return () => {
      clearTimeout(idle);
      for (const sign of signs) removeEventListener(sign, here);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [chat]);
}
