const apple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the keys are called on the keyboard before the person. */
export const commandKey = apple ? '⌘' : 'Ctrl';
export const altKey = apple ? '⌥' : 'Alt';
