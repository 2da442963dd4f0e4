/** An associate's personal number: five digits are typed quickly and too many to try in a shift. */
export const pinLength = 5;
export const wrongPinsAtMost = 5;
export const pinLockMs = 5 * 60_000;
/** Five tries an hour, in the long run: one in 800 a day. Longer, and whoever is locked out by a colleague loses the shift. */
const pinLockAtMostMs = 60 * 60_000;
/** A shift ends by itself, so that a till left alone overnight is nobody's. */
export const shiftMs = 12 * 60 * 60_000;

export interface PinGuard {
  /** Since the last right one, over all locks. */
  readonly wrongTries: number;
  readonly lockedUntil: number;
}

/** After a wrong PIN: one more on the count; each fifth locks, and each lock is twice as long as the one before. */
export function afterWrongPin(guard: PinGuard, at: number): PinGuard & { left: number } {
  const wrongTries = guard.wrongTries + 1;
  const left = (wrongPinsAtMost - (wrongTries % wrongPinsAtMost)) % wrongPinsAtMost;
  if (left > 0) return { wrongTries, lockedUntil: guard.lockedUntil, left };
  const locksBefore = wrongTries / wrongPinsAtMost - 1;
  const lockMs = Math.min(pinLockMs * 2 ** locksBefore, pinLockAtMostMs);
  return { wrongTries, lockedUntil: at + lockMs, left };
}
