/** A key as the browser reports it. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Stands for a key that does something in the browser and is no character. */
export const shortcut = 'Shortcut';
/** The name of a line feed here; `KeyboardEvent.key` has none. */
export const lineFeed = 'LineFeed';

/**
 * What a scanner means by a key. A character without a key comes as Ctrl with a letter: a line feed as Ctrl+J, which
 * opens the browser's downloads, and the separator GS as Ctrl+].
 * @returns one character, or a name such as `Enter`
 */
export function meantBy({ key, ctrlKey, altKey, metaKey }: PressedKey): string {
  // Ctrl and Alt together are AltGr, which types the third characters of a layout.
  if ((ctrlKey && altKey && !metaKey) || !(ctrlKey || altKey || metaKey)) return key;
  if (altKey || metaKey || !/^[@-_a-z]$/.test(key)) return shortcut;
  const code = key.toUpperCase().charCodeAt(0) - 64;
  if (code === 9) return 'Tab';
  if (code === 10) return lineFeed;
  return code === 13 ? 'Enter' : String.fromCharCode(code);
}

/** Whether a key ends a scan, as scanners are set to do. */
export const endsScan = (key: string): boolean => ['Enter', 'Tab', lineFeed].includes(key);

/** A character of the scan's text. */
export const isSign = (key: string): boolean => [...key].length === 1 && key >= ' ';
