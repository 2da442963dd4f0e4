/** The length of an associate's PIN: five digits are quick to type, and too many to try in a shift. */
export const pinLength = 5;
export const wrongPinsAtMost = 5;
export const pinLockMs = 5 * 60_000;
/**
 * Allows five tries an hour in the long run: a chance of one in 800 a day. With a longer lock, an associate whom a
 * colleague locks out would lose the shift.
 */
const pinLockAtMostMs = 60 * 60_000;
/** A shift ends after this, so that a till that is left alone overnight has nobody signed in. */
export const shiftMs = 12 * 60 * 60_000;

export interface PinGuard {
  /** Since the last right PIN, over all locks. */
  readonly wrongTries: number;
  readonly lockedUntil: number;
}

/** When wrong PINs lock, and for how long. */
export interface PinLocks {
  /** Each so many wrong PINs lock. */
  readonly triesAtMost: number;
  /** The first lock; each later one is twice as long. */
  readonly lockMs: number;
  readonly lockAtMostMs: number;
}

const associateLocks: PinLocks = {
  triesAtMost: wrongPinsAtMost,
  lockMs: pinLockMs,
  lockAtMostMs: pinLockAtMostMs,
};

/** After a wrong PIN: counts one more. Every so many lock, each time twice as long as before; absent: an associate's. */
export function afterWrongPin(
  guard: PinGuard,
  at: number,
  locks: PinLocks = associateLocks,
): PinGuard & { left: number } {
  const { triesAtMost, lockMs: first, lockAtMostMs } = locks;
  const wrongTries = guard.wrongTries + 1;
  const left = (triesAtMost - (wrongTries % triesAtMost)) % triesAtMost;
  if (left > 0) return { wrongTries, lockedUntil: guard.lockedUntil, left };
  const locksBefore = wrongTries / triesAtMost - 1;
  const lockMs = Math.min(first * 2 ** locksBefore, lockAtMostMs);
  return { wrongTries, lockedUntil: at + lockMs, left };
}
