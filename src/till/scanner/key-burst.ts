import type { KeyPress } from '#domain/scan/scanner-check.ts';

/** A key as the browser tells it. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly at: number;
}

export interface BurstStep {
  readonly keys: readonly KeyPress[];
  /** True: the key is the scanner's and must press nothing on the page. */
  readonly swallow: boolean;
  /** A whole scan, with the Enter or Tab that ended it. */
  readonly scan: readonly KeyPress[] | null;
}

/**
 * So long may a scanner be silent within a scan. Far longer than on the till page: a scanner that is too slow for the
 * till is to be heard here, so that the page can say so.
 */
export const silenceMs = 600;

/** A person's own key now and then is no scan. */
const scanKeys = 3;

/** The separator that FNC1 comes as, which a keyboard has on Ctrl and the closing bracket. */
const separator = String.fromCharCode(29);

/** Puts keys together until one ends the scan. Enter, Tab and Space that begin nothing are the person's own. */
export function pressKey(before: readonly KeyPress[], pressed: PressedKey): BurstStep {
  const { key, at, ctrlKey, altKey, metaKey } = pressed;
  const through = { keys: before, swallow: false, scan: null };
  if (ctrlKey && key === ']') {
    return { keys: [...before, { key: separator, at }], swallow: true, scan: null };
  }
  if (ctrlKey || altKey || metaKey) return through;
  if (key === 'Enter' || key === 'Tab') {
    if (before.length < scanKeys) return { ...through, keys: [] };
    return { keys: [], swallow: true, scan: [...before, { key, at }] };
  }
  const begins = before.length === 0;
  if ([...key].length !== 1 || (begins && key === ' ')) return through;
  return { keys: [...before, { key, at }], swallow: true, scan: null };
}

/** When the scanner has been silent: what came so far is all. */
export const endBurst = (keys: readonly KeyPress[]): readonly KeyPress[] | null =>
  keys.length >= scanKeys ? keys : null;
