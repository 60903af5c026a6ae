const overrides = /[\u202d\u202e]/g;
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const breaks = /\r\n?|[\u2028\u2029\u0085]/g;
const invisible = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2028\u2029\u2060-\u2069\ufeff]/g;

/**
 * Text of a message as it may be shown: what would turn letters around or is no letter becomes a visible mark. Each is
 * one code unit for one, so that offsets stay what they were.
 */
export function visible(text: string): string {
  return text.replace(controls, '\ufffd').replace(overrides, '\ufffd');
}

/** The same with all ends of lines alike, for what is split into lines. */
export function lines(text: string): string[] {
  return visible(text.replace(breaks, '\n')).split('\n');
}

/** A name in one line: what cannot be seen is left out, since nobody needs it in a name but to look like another. */
export function plain(name: string): string {
  return name.replace(invisible, '');
}

/** How many code points a text has, which is what the server counts. */
export function codePoints(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
