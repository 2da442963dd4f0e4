/** An associate's personal number: five digits are typed quickly and too many to try in a shift. */
export const pinLength = 5;
export const wrongPinsAtMost = 5;
export const pinLockMs = 5 * 60_000;
/** A shift ends by itself, so that a till left alone overnight is nobody's. */
export const shiftMs = 12 * 60 * 60_000;

export interface PinGuard {
  readonly wrongTries: number;
  readonly lockedUntil: number;
}

/** After a wrong PIN: one more on the count, or the lock that lets it begin anew. */
export function afterWrongPin(guard: PinGuard, at: number): PinGuard & { left: number } {
  const wrongTries = guard.wrongTries + 1;
  return wrongTries >= wrongPinsAtMost
    ? { wrongTries: 0, lockedUntil: at + pinLockMs, left: 0 }
    : { wrongTries, lockedUntil: guard.lockedUntil, left: wrongPinsAtMost - wrongTries };
}
