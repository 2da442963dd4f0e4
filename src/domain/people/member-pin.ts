import { type Refusal, Refused } from '#domain/refusal.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { afterWrongPin, type PinGuard, type PinLocks } from './pin.ts';

/** The digits of a member's PIN: as many as people know of a bank's card (ISO 9564-1 allows four to twelve). */
export const memberPinLength = 4;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Fewer tries and longer locks than an associate's: four digits are few, a lock costs no shift, and the mailed code and
 * the phone go on. In the long run three tries a day.
 */
const memberLocks: PinLocks = { triesAtMost: 3, lockMs: 15 * minuteMs, lockAtMostMs: dayMs };

/**
 * A PIN that was chosen at a till is taken a day later: an associate may have chosen it for somebody who is not there,
 * and the mail that tells of it must be read before anything can be spent.
 */
export const chosenPinWaitMs = dayMs;

/** Where a PIN was chosen: in the profile, after a sign-in by mail, or on a till's screen. */
export type PinPlace = 'profile' | 'till';

/**
 * A mail server that can't hand a mail over says so within five days (RFC 5321, 4.5.4.1), and the report may need some
 * hours.
 */
const returnedWithinMs = 6 * dayMs;

/**
 * Whether mail that comes back means that nobody was told of a PIN: it was chosen at a till, and its own mail may be the
 * one. A PIN that was chosen earlier was told of, and its member goes on with it.
 */
export const wasUntold = (
  pin: { readonly place: PinPlace; readonly setAt: number },
  returnedAt: number,
): boolean => pin.place === 'till' && returnedAt - pin.setAt < returnedWithinMs;

/** A member's PIN as the rules see it; instants are epoch milliseconds. */
export interface MemberPin extends PinGuard {
  /** It is taken from then on. */
  readonly usableAt: number;
}

/**
 * Reads a PIN that somebody chooses, in digits of any script.
 * @throws Refused `member-pin-form`, or `member-pin-simple` for those that people guess first
 */
export function readChosenPin(typed: string): string {
  const pin = typedPin(typed);
  if (pin === null) throw new Refused({ key: 'member-pin-form' });
  if (isGuessedFirst(pin)) throw new Refused({ key: 'member-pin-simple' });
  return pin;
}

/** A PIN as people type it; null: not four digits, which is a typing error and no guess. */
export function typedPin(typed: string): string | null {
  const digits = typedDigits(typed);
  return /^\d{4}$/.test(digits) ? digits : null;
}

/** Four of a kind, a pair twice (1212, 1122, 1221), digits in a row, the middle of the pad, or a year of a life. */
function isGuessedFirst(pin: string): boolean {
  const times = [...new Set(pin)].map((digit) => [...pin].filter((one) => one === digit).length);
  const rows = ['01234567890', '09876543210'];
  return (
    times.length === 1 ||
    times.every((count) => count === 2) ||
    rows.some((row) => row.includes(pin)) ||
    ['2580', '0852'].includes(pin) ||
    /^(19|20)/.test(pin)
  );
}

/** The instant from which a PIN is taken: it waits after it was chosen at a till, and is locked after wrong ones. */
export const pinTakenFrom = ({ usableAt, lockedUntil }: MemberPin): number =>
  Math.max(usableAt, lockedUntil);

/** Why no PIN of the member is taken now; null: it is looked at. */
export function memberPinRefusal(pin: MemberPin | null, at: number): Refusal | null {
  if (!pin) return { key: 'member-pin-none' };
  if (pin.lockedUntil > at) return { key: 'member-pin-locked', at: pin.lockedUntil };
  return pin.usableAt > at ? { key: 'member-pin-early', at: pin.usableAt } : null;
}

/** What is said of a wrong PIN that was counted before: the tries left now, as there is nothing new in it. */
export const sameWrongMemberPin = ({ wrongTries }: MemberPin): Refusal => ({
  key: 'member-pin-wrong',
  left: memberLocks.triesAtMost - (wrongTries % memberLocks.triesAtMost),
});

/** What a wrong PIN does: the guard as it is then, and the refusal. */
export function afterWrongMemberPin(
  pin: MemberPin,
  at: number,
): { readonly guard: PinGuard; readonly refusal: Refusal } {
  const { wrongTries, lockedUntil, left } = afterWrongPin(pin, at, memberLocks);
  const refusal: Refusal =
    left > 0 ? { key: 'member-pin-wrong', left } : { key: 'member-pin-locked', at: lockedUntil };
  return { guard: { wrongTries, lockedUntil }, refusal };
}
