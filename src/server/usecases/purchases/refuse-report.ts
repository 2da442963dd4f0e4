import type { Program } from '#domain/program/program.ts';
import {
  isAhead,
  isBeforeJoining,
  isPast,
  isTooLate,
  lateSalesDays,
  oldestDays,
} from '#domain/purchase/till-clock.ts';
import { Refused } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import { goesOnAs, together } from '#server/storage/merges/merges.ts';
import { isErased, memberById } from '#server/storage/people/members.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** @throws Refused `time-ahead`, `time-past` */
export function refuseTime({ at: now }: ReadWork, at: number): void {
  if (isAhead(at, now)) throw new Refused({ key: 'time-ahead', now });
  if (isPast(at, now)) throw new Refused({ key: 'time-past', now, days: oldestDays });
}

/**
 * Refuses a sale that is older than the program takes. One that is known already gets its old answer.
 * @throws Refused `time-past`
 */
export function refuseLateSale({ program, at: now }: ReadWork, soldAt: number): void {
  if (!isTooLate(program, soldAt, now)) return;
  throw new Refused({ key: 'time-past', now, days: lateSalesDays(program) });
}

/**
 * Refuses a sale of before its member was one. One that is known already gets its old answer.
 * @throws Refused `sold-before-joining`
 */
export async function refuseBeforeJoining(
  { db, program }: ReadWork,
  memberId: string,
  soldAt: number,
): Promise<void> {
  // Whoever had another membership before has joined with that one.
  for (const id of await together(db, memberId)) {
    const member = await memberById(db, id);
    if (!member || !isBeforeJoining(soldAt, member.joined_at, program.timeZone)) return;
  }
  throw new Refused({ key: 'sold-before-joining' });
}

/**
 * Refuses a sale to who has left: a voucher that they had used still leads to their books, and they may leave while the
 * sale waits for them. That of a membership that was merged is one of the membership that goes on. One that is known
 * already gets its old answer. The caller has locked the member.
 * @throws Refused `member-unknown`
 */
export async function refuseGone({ db }: ReadWork, memberId: string): Promise<void> {
  if (await isErased(db, await goesOnAs(db, memberId)))
    throw new Refused({ key: 'member-unknown' });
}

/** @throws Refused `currency-other` */
export function refuseOtherCurrency({ currency }: Program, money: Money): void {
  if (money.currency !== currency) throw new Refused({ key: 'currency-other', expected: currency });
}
