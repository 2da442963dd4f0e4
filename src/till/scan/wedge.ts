import { scannerGapMs } from '#domain/scan/scan-speed.ts';
import { endsScan, isSign } from './meant-key.ts';

/**
 * Tells a scanner that types (a "keyboard wedge") from fingers, by speed alone, so that it works
 * wherever the focus is. Pure: times are milliseconds on any clock that only goes forward.
 */
export interface Wedge {
  /** What came in one burst so far. */
  readonly keys: string;
  readonly lastAt: number;
  /** A scan has just ended: what still comes as fast belongs to it, such as the line feed after an Enter. */
  readonly over: boolean;
}

export interface WedgeStep {
  readonly wedge: Wedge;
  /** True: the key is the scanner's and must reach no control. */
  readonly swallow: boolean;
  /** A whole scan, without the key that ended it. */
  readonly scan: string | null;
  /** A burst that turned out to be fingers after all: all of its keys, and those that were swallowed. */
  readonly typed: string;
  readonly swallowed: string;
}

export const idleWedge: Wedge = {
  keys: '',
  lastAt: Number.NEGATIVE_INFINITY,
  over: false,
};

/** Two keys of a hand that rolls are often as close; from the third on the keys are held back. */
const certainKeys = 3;
/** No barcode that is worth an answer is shorter; a PIN is. */
const scanKeys = 6;
/** A scanner without a closing Enter or Tab is done when it has been silent for so long. */
export const pauseMs = 120;

/** @param key as `meantBy` tells it: one character, or a name such as `Enter` */
export function wedgeKey(wedge: Wedge, key: string, at: number): WedgeStep {
  const fast = at - wedge.lastAt <= scannerGapMs;
  const inBurst = fast && (wedge.over || wedge.keys.length >= certainKeys);
  if (endsScan(key)) {
    if (fast && wedge.keys.length >= scanKeys) return ended(wedge.keys, at);
    if (fast && wedge.over) return held(wedge, at);
    return { ...unchanged(idleWedge), ...fingersOf(wedge) };
  }
  // Shift before a capital belongs to the burst and says nothing itself, nor does a control character. None of them may
  // reach the browser, to which Ctrl with a letter, or F6, is an order.
  if (!isSign(key)) return inBurst ? held(wedge, at) : unchanged(wedge);
  const keys = fast ? wedge.keys + key : key;
  return {
    ...unchanged({ keys, lastAt: at, over: false }),
    swallow: keys.length >= certainKeys,
    ...(!fast && fingersOf(wedge)),
  };
}

/** Asked when `pauseMs` have gone by since the last key. */
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

/** @param at when a key ended it; null after silence */
const ended = (scan: string, at: number | null): WedgeStep => ({
  ...unchanged(at === null ? idleWedge : { keys: '', lastAt: at, over: true }),
  swallow: at !== null,
  scan,
});
