import { scannerGapMs } from '#domain/scan/scan-speed.ts';
import { endsScan, isSign } from './meant-key.ts';

/**
 * Tells a scanner that types (a "keyboard wedge") from a person by speed alone, so that it works wherever the focus is.
 * Pure: times are milliseconds on any clock that only goes forward.
 */
export interface Wedge {
  /** The keys of the present burst. */
  readonly keys: string;
  readonly lastAt: number;
  /** True: a scan has just ended. Keys that follow as fast belong to it, such as the line feed after an Enter. */
  readonly over: boolean;
}

export interface WedgeStep {
  readonly wedge: Wedge;
  /** True: the key is the scanner's and must reach no control. */
  readonly swallow: boolean;
  /** A whole scan, without the key that ended it. */
  readonly scan: string | null;
  /** A burst that was a person's after all: all its keys, with those that were swallowed. */
  readonly typed: string;
  readonly swallowed: string;
}

export const idleWedge: Wedge = {
  keys: '',
  lastAt: Number.NEGATIVE_INFINITY,
  over: false,
};

/** A rolling hand types two keys as fast; from the third key on they are held back. */
const certainKeys = 3;
/** No useful barcode is shorter; a PIN is. */
const scanKeys = 6;
/** A scanner without an Enter or Tab at the end has finished when it was silent for this long. */
export const pauseMs = 120;

/** @param key from `meantBy`: one character, or a name such as `Enter` */
export function wedgeKey(wedge: Wedge, key: string, at: number): WedgeStep {
  const fast = at - wedge.lastAt <= scannerGapMs;
  const inBurst = fast && (wedge.over || wedge.keys.length >= certainKeys);
  if (endsScan(key)) {
    if (fast && wedge.keys.length >= scanKeys) return ended(wedge.keys, at);
    if (fast && wedge.over) return held(wedge, at);
    return { ...unchanged(idleWedge), ...fingersOf(wedge) };
  }
  // Shift before a capital belongs to the burst, and so does a control character; neither is text. None may reach the
  // browser, for which Ctrl with a letter, or F6, is a command.
  if (!isSign(key)) return inBurst ? held(wedge, at) : unchanged(wedge);
  const keys = fast ? wedge.keys + key : key;
  return {
    ...unchanged({ keys, lastAt: at, over: false }),
    swallow: keys.length >= certainKeys,
    ...(!fast && fingersOf(wedge)),
  };
}

/** To be called when `pauseMs` have passed since the last key. */
export function wedgePause(wedge: Wedge, at: number): WedgeStep {
  if (at - wedge.lastAt < pauseMs) return unchanged(wedge);
  if (wedge.keys.length >= scanKeys) return ended(wedge.keys, null);
  return { ...unchanged(idleWedge), ...fingersOf(wedge) };
}

const fingersOf = ({ keys }: Wedge) => ({ typed: keys, swallowed: keys.slice(certainKeys - 1) });

const unchanged = (wedge: Wedge): WedgeStep => ({
  wedge,
  swallow: false,
  scan: null,
  typed: '',
  swallowed: '',
});

const held = (wedge: Wedge, at: number): WedgeStep => ({
  ...unchanged({ ...wedge, lastAt: at }),
  swallow: true,
});

/** @param at when a key ended it; null: silence did */
const ended = (scan: string, at: number | null): WedgeStep => ({
  ...unchanged(at === null ? idleWedge : { keys: '', lastAt: at, over: true }),
  swallow: at !== null,
  scan,
});
