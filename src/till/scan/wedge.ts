import { scannerGapMs } from '#domain/scan/scan-speed.ts';

/**
 * Tells a scanner that types (a "keyboard wedge") from fingers, by speed alone, so that it works
 * wherever the focus is. Pure: times are milliseconds on any clock that only goes forward.
 */
export interface Wedge {
  /** What came in one burst so far. */
  readonly keys: string;
  readonly lastAt: number;
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

export const idleWedge: Wedge = { keys: '', lastAt: Number.NEGATIVE_INFINITY };

/** Two keys of a hand that rolls are often as close; from the third on the keys are held back. */
const certainKeys = 3;
/** No barcode that is worth an answer is shorter; a PIN is. */
const scanKeys = 6;
/** A scanner without a closing Enter or Tab is done when it has been silent for so long. */
export const pauseMs = 120;

/** @param key as in `KeyboardEvent.key`: one character, or a name such as `Enter` */
export function wedgeKey(wedge: Wedge, key: string, at: number): WedgeStep {
  const fast = at - wedge.lastAt <= scannerGapMs;
  if (key === 'Enter' || key === 'Tab') {
    if (fast && wedge.keys.length >= scanKeys) return ended(wedge.keys, true);
    return { ...unchanged(idleWedge), ...fingersOf(wedge) };
  }
  // Shift before a capital or a sign belongs to the burst, and says nothing itself.
  if ([...key].length !== 1) return unchanged(wedge);
  const keys = fast ? wedge.keys + key : key;
  return {
    ...unchanged({ keys, lastAt: at }),
    swallow: keys.length >= certainKeys,
    ...(!fast && fingersOf(wedge)),
  };
}

/** Asked when `pauseMs` have gone by since the last key. */
export function wedgePause(wedge: Wedge, at: number): WedgeStep {
  if (at - wedge.lastAt < pauseMs) return unchanged(wedge);
  if (wedge.keys.length >= scanKeys) return ended(wedge.keys, false);
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

const ended = (scan: string, swallow: boolean): WedgeStep => ({
  ...unchanged(idleWedge),
  swallow,
  scan,
});
