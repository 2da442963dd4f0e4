/**
 * What the camera has seen lately, so that a code that stays in view is scanned once. Pure: times are milliseconds on
 * any clock that only goes forward.
 */
export interface Sighting {
  /** The code that was scanned last, and when it was last in view. */
  readonly scanned: string | null;
  readonly scannedAt: number;
  /** A foreign code, since when it has been in view, and when last. */
  readonly foreign: string | null;
  readonly foreignSince: number;
  readonly foreignAt: number;
}

export const nothingSeen: Sighting = {
  scanned: null,
  scannedAt: 0,
  foreign: null,
  foreignSince: 0,
  foreignAt: 0,
};

/** A phone must have been away for this long before its code counts again. */
export const goneMs = 2_000;
/** A product's own barcode that passes through the picture is not meant; one that is held still is. */
const heldMs = 700;
/** One or two frames without a reading do not mean that the code is gone. */
const blinkMs = 300;

/**
 * @param texts every code that was read in one frame
 * @param isOurs tells a voucher from a product
 */
export function see(
  sighting: Sighting,
  texts: readonly string[],
  at: number,
  isOurs: (text: string) => boolean,
): { readonly sighting: Sighting; readonly scan: string | null } {
  const ours = texts.find(isOurs);
  const text = ours ?? texts[0];
  if (text === undefined) return { sighting, scan: null };
  if (text === sighting.scanned && at - sighting.scannedAt < goneMs)
    return { sighting: { ...sighting, scannedAt: at }, scan: null };
  if (ours === undefined && !isHeld(sighting, text, at)) {
    const still = text === sighting.foreign && at - sighting.foreignAt <= blinkMs;
    const foreignSince = still ? sighting.foreignSince : at;
    return { sighting: { ...sighting, foreign: text, foreignSince, foreignAt: at }, scan: null };
  }
  return { sighting: { ...nothingSeen, scanned: text, scannedAt: at }, scan: text };
}

/** After a time without looking: what was in view then counts as still there. */
export const lookAgain = (sighting: Sighting, at: number): Sighting => ({
  ...sighting,
  scannedAt: at,
});

const isHeld = (sighting: Sighting, text: string, at: number): boolean =>
  text === sighting.foreign &&
  at - sighting.foreignAt <= blinkMs &&
  at - sighting.foreignSince >= heldMs;
