/** The pictures on buttons: 20 units wide, drawn with lines, in the colour of the text. All are decoration; names are in words. */
const paths = {
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM13 13l4 4',
  members: 'M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.2-5 5.5-5s5.5 2 5.5 5M13 3.8a3 3 0 0 1 0 5.4M15 11.9c1.9.7 3 2.3 3 4.6',
  settings: 'M3 5.5h7m4 0h3M3 14.5h3m4 0h7M12 3.5v4M8 12.5v4M3 10h10m3 0h1M14.5 8v4',
  invite: 'M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.2-5 5.5-5 1.4 0 2.6.4 3.5 1M15 11.5v5M12.5 14h5',
  close: 'M5 5l10 10M15 5L5 15',
  back: 'M12 4l-6 6 6 6',
  plus: 'M10 4v12M4 10h12',
  more: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM6.8 12c.8 1.3 1.9 2 3.2 2s2.4-.7 3.2-2M7.5 8h.01M12.5 8h.01',
  reply: 'M8 5L3.5 9.5 8 14M4 9.5h7c3 0 5.5 2 5.5 5.5',
  edit: 'M4 16l.8-3.5L13.5 3.8a1.4 1.4 0 0 1 2 0l.7.7a1.4 1.4 0 0 1 0 2L7.5 15.2 4 16ZM12 5.3l2.7 2.7',
  trash: 'M4 5.5h12M8 5.5V3.8h4v1.7M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  copy: 'M7.5 7.5h9v9h-9zM4.5 12.5h-1v-9h9v1',
  check: 'M4 10.5l4 4 8-9',
  eye: 'M2 10c1.8-3.3 4.6-5 8-5s6.2 1.7 8 5c-1.8 3.3-4.6 5-8 5s-6.2-1.7-8-5ZM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  send: 'M3 10L17 3.5 13 17l-3-5.5L3 10ZM10 11.5L17 3.5',
  down: 'M10 4v12M5 11l5 5 5-5',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  hash: 'M8 3.5L6.5 16.5M13.5 3.5L12 16.5M4 7.5h13M3 12.5h13',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13L5 13.5ZM8.5 17h3',
  bellOff: 'M5 13.5V9c0-.9.2-1.7.6-2.4M8 4.4A5 5 0 0 1 15 9v3.5M13.5 15h-10L5 13.5M8.5 17h3M3.5 3.5l13 13',
  globe: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c4.5 4.5 4.5 10.5 0 15M10 2.5c-4.5 4.5-4.5 10.5 0 15',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1',
  warn: 'M10 3l7.5 13.5h-15L10 3ZM10 8.5v3.5M10 14.2h.01',
  leave: 'M8 3.5H3.5v13H8M8 10h9M13.5 6.5L17 10l-3.5 3.5',
  write: 'M16.5 10.5v6h-13v-13h6M8 12l.5-2.5 7-7 2 2-7 7L8 12Z',
  keys: 'M2.5 5.5h15v9h-15zM5.5 8.5h.01M8.5 8.5h.01M11.5 8.5h.01M14.5 8.5h.01M6.5 11.5h7',
  retry: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 3v3.5H13',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 5.5V10l3 2',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.6 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}

/** The mark of Hubbub: two bubbles, one talking into the other. */
export function Mark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false" className="mark">
      <rect width="64" height="64" rx="15" className="mark-ground" />
      <path className="mark-back" d="M31 14h13a8 8 0 0 1 8 8v9a8 8 0 0 1-8 8v7l-8-7h-5a8 8 0 0 1-8-8v-9a8 8 0 0 1 8-8Z" />
      <path className="mark-front" d="M20 24h13a8 8 0 0 1 8 8v7a8 8 0 0 1-8 8h-5l-8 7v-7a8 8 0 0 1-8-8v-7a8 8 0 0 1 8-8Z" />
    </svg>
  );
}
