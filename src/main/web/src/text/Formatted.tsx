import type { ReactNode } from 'react';
import { memo, useMemo, useState } from 'react';
import type { Username } from '../model/chat';
import { useModel } from '../model/use';
import { go } from '../route';
import { Icon } from '../theme/icons';
import { useWords } from '../words/words';
import { useEmoji } from './emoji';
import type { Inline } from './inline';
import type { Block } from './parse';
import { parse } from './parse';
import { plain } from './visible';
import './text.css';

interface Props {
  readonly text: string;
  /** Who is called by it; `room` for all. Without it every @name looks like one. */
  readonly mentions?: readonly Username[];
}

/** A message's text as elements. */
export const Formatted = memo(function Formatted({ text, mentions }: Props) {
  const blocks = useMemo(() => parse(text), [text]);
  const called = useMemo(() => mentions && new Set(mentions.map((user) => user.replace(/^@/, '').toLowerCase())), [mentions]);
  return (
    <div className={`text ${onlyEmoji(text) ? 'only-emoji' : ''}`}>
      <Blocks blocks={blocks} called={called} />
    </div>
  );
});

const letters = new Intl.Segmenter();

/** Up to three emoji and nothing else are shown large. */
function onlyEmoji(text: string): boolean {
  if (text.length > 40 || !/^[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\s]+$/u.test(text)) return false;
  return [...letters.segment(text.replace(/\s/g, ''))].length <= 3;
}

type Called = ReadonlySet<string> | undefined;

function Blocks({ blocks, called }: { readonly blocks: readonly Block[]; readonly called: Called }) {
  return blocks.map((block, at) => <OneBlock key={at} block={block} called={called} />);
}

function OneBlock({ block, called }: { readonly block: Block; readonly called: Called }) {
  switch (block.is) {
    case 'paragraph':
      return (
        <p dir="auto">
          <Run inline={block.inline} called={called} />
        </p>
      );
    case 'code':
      return <Code text={block.text} language={block.language} />;
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.blocks} called={called} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, at) => (
        <li key={at} dir="auto">
          <Run inline={item} called={called} />
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
  }
}

function Run({ inline, called }: { readonly inline: readonly Inline[]; readonly called: Called }) {
  return inline.map((piece, at) => <Piece key={at} piece={piece} called={called} />);
}

function Piece({ piece, called }: { readonly piece: Inline; readonly called: Called }): ReactNode {
  switch (piece.is) {
    case 'text':
      return piece.text;
    case 'code':
      return <code>{piece.text}</code>;
    case 'bold':
      return <strong><Run inline={piece.inside} called={called} /></strong>;
    case 'italic':
      return <em><Run inline={piece.inside} called={called} /></em>;
    case 'strike':
      return <s><Run inline={piece.inside} called={called} /></s>;
    case 'link':
      return (
        <>
          <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
            <Run inline={piece.inside} called={called} />
          </a>
          {piece.host !== undefined && <span className="link-host"> ({piece.host})</span>}
        </>
      );
    case 'mention':
      return <Mention user={piece.user} called={called} />;
    case 'room':
      return <RoomLink room={piece.room} />;
    case 'emoji':
      return <Emoji name={piece.name} />;
  }
}

function Mention({ user, called }: { readonly user: string; readonly called: Called }) {
  const me = useModel((model) => model.me?.username);
  if (called && !called.has(user.toLowerCase())) return `@${user}`;
  const mine = user.toLowerCase() === me?.toLowerCase() || user === 'room';
  return <bdi className={mine ? 'mention mine' : 'mention'}>@{user}</bdi>;
}

/** A room by its id, where it is one of this person's; for all others it is only text. */
function RoomLink({ room }: { readonly room: string }) {
  const name = useModel((model) => model.rooms?.find((known) => known.id === room && known.visibility !== 'direct')?.name);
  if (name === undefined) return `#${room}`;
  return (
    <a
      className="mention"
      href={`/r/${room}`}
      onClick={(event) => {
        event.preventDefault();
        go({ at: 'room', room });
      }}
    >
      <bdi>#{plain(name)}</bdi>
    </a>
  );
}

function Emoji({ name }: { readonly name: string }) {
  const emoji = useEmoji()?.byName.get(name);
  return emoji === undefined ? `:${name}:` : <span title={`:${name}:`}>{emoji}</span>;
}

const copiedFor = 2000;

function Code({ text, language }: { readonly text: string; readonly language: string }) {
  const words = useWords();
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), copiedFor);
    }).catch(() => undefined);
  return (
    <figure className="code" dir="ltr">
      {language !== '' && <figcaption>{language}</figcaption>}
      <pre tabIndex={0} className="scroll">
        <code>{text}</code>
      </pre>
      <button type="button" className="code-copy" aria-label={copied ? words.copied : words.copyCode} title={copied ? words.copied : words.copyCode} onClick={copy}>
        <Icon name={copied ? 'check' : 'copy'} size={16} />
      </button>
    </figure>
  );
}
