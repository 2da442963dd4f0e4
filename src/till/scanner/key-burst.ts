import type { KeyPress } from '#domain/scan/scanner-check.ts';
import { endsScan, isSign, meantBy, type PressedKey } from '#till/scan/meant-key.ts';

export interface BurstStep {
  readonly keys: readonly KeyPress[];
  /** True: the key is the scanner's and must press nothing on the page. */
  readonly swallow: boolean;
  /** A whole scan, with the Enter or Tab that ended it. */
  readonly scan: readonly KeyPress[] | null;
}

/**
 * How long a scanner may be silent within a scan. It is far longer than on the till page, so that this page can hear a
 * scanner that is too slow for the till, and say so.
 */
export const silenceMs = 600;

/** Keys that follow this soon after the end of a scan were sent by the scanner, such as a line feed after Enter. */
const tailMs = 100;

/** A person's single key is no scan. */
const scanKeys = 3;

/** The separator for FNC1, with which a scan may begin. */
const separator = String.fromCharCode(29);

/**
 * Collects keys until one ends the scan. Enter, Tab and Space at the beginning are the person's own, and so are
 * shortcuts; within a scan and right after it, every key is the scanner's.
 * @param endedAt when a key ended the last scan
 */
export function pressKey(
  before: readonly KeyPress[],
  pressed: PressedKey & { readonly at: number },
  endedAt = Number.NEGATIVE_INFINITY,
): BurstStep {
  const { at } = pressed;
  const key = meantBy(pressed);
  const swallow = before.length >= scanKeys || at - endedAt <= tailMs;
  if (endsScan(key)) {
    if (before.length < scanKeys) return { keys: [], swallow, scan: null };
    return { keys: [], swallow, scan: [...before, { key, at }] };
  }
  const begins = before.length === 0;
  const belongs = isSign(key)
    ? !(begins && key === ' ')
    : isControl(key) && (!begins || key === separator);
  if (!belongs) return { keys: before, swallow, scan: null };
  return { keys: [...before, { key, at }], swallow: true, scan: null };
}

const isControl = (key: string): boolean => key.length === 1 && key < ' ';

/** Ends a scan after silence: the keys so far are all. */
export const endBurst = (keys: readonly KeyPress[]): readonly KeyPress[] | null =>
  keys.length >= scanKeys ? keys : null;
