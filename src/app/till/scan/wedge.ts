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
  /** Keys that were swallowed and turned out to be fingers after all; to be typed for the person. */
  readonly giveBack: string;
}

export const idleWedge: Wedge = { keys: '', lastAt: Number.NEGATIVE_INFINITY };

/** Scanners leave 1 to 40 ms between keys; the fastest fingers on a number pad about 80. */
export const fastGapMs = 50;
/** Two keys of a hand that rolls can be as close; three are a scanner. */
const certainKeys = 3;
/** No barcode that is worth an answer is shorter. */
const scanKeys = 6;
/** A scanner without a closing Enter or Tab is done when it has been silent for so long. */
export const pauseMs = 120;

/** @param key as in `KeyboardEvent.key`: one character, or a name such as `Enter` */
export function wedgeKey(wedge: Wedge, key: string, at: number): WedgeStep {
  const fast = at - wedge.lastAt <= fastGapMs;
  if (key === 'Enter' || key === 'Tab') {
    if (fast && wedge.keys.length >= scanKeys) return ended(wedge.keys, true);
    return { ...ended(null, false), giveBack: swallowedOf(wedge) };
  }
  // Shift before a capital or a sign belongs to the burst, and says nothing itself.
  if ([...key].length !== 1) return { wedge, swallow: false, scan: null, giveBack: '' };
  const keys = fast ? wedge.keys + key : key;
  return {
    wedge: { keys, lastAt: at },
    swallow: keys.length >= certainKeys,
    scan: null,
    giveBack: fast ? '' : swallowedOf(wedge),
  };
}

/** Asked when `pauseMs` have gone by since the last key. */
export function wedgePause(wedge: Wedge, at: number): WedgeStep {
  if (at - wedge.lastAt < pauseMs) return { wedge, swallow: false, scan: null, giveBack: '' };
  if (wedge.keys.length >= scanKeys) return ended(wedge.keys, false);
  return { ...ended(null, false), giveBack: swallowedOf(wedge) };
}

/** How many keys of a burst reach the control in focus before it is known for a scanner's. */
export const landedKeys = certainKeys - 1;

const swallowedOf = (wedge: Wedge): string => wedge.keys.slice(landedKeys);

const ended = (scan: string | null, swallow: boolean): WedgeStep => ({
  wedge: idleWedge,
  swallow,
  scan,
  giveBack: '',
});
