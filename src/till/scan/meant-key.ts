/** A key as the browser tells it. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** What stands for a key that does something in the browser, and is no sign. */
export const shortcut = 'Shortcut';
/** How a line feed is called here; `KeyboardEvent.key` has no name for it. */
export const lineFeed = 'LineFeed';

/**
 * What a scanner means by a key. Characters that a keyboard has no key for come as Ctrl with a letter: a line feed as
 * Ctrl+J, which is the browser's key for its downloads, and the separator GS as Ctrl+].
 * @returns one character, or a name such as `Enter`
 */
export function meantBy({ key, ctrlKey, altKey, metaKey }: PressedKey): string {
  // Both together are AltGr, by which a layout types signs.
  if ((ctrlKey && altKey && !metaKey) || !(ctrlKey || altKey || metaKey)) return key;
  if (altKey || metaKey || !/^[@-_a-z]$/.test(key)) return shortcut;
  const code = key.toUpperCase().charCodeAt(0) - 64;
  if (code === 9) return 'Tab';
  if (code === 10) return lineFeed;
  return code === 13 ? 'Enter' : String.fromCharCode(code);
}

/** Whether a key ends a scan, as scanners are set to do it. */
export const endsScan = (key: string): boolean => ['Enter', 'Tab', lineFeed].includes(key);

/** A sign that stands in the scan's text. */
export const isSign = (key: string): boolean => [...key].length === 1 && key >= ' ';
