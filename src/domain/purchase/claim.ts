import type { Program } from '#domain/program/program.ts';
import { dayOf, endOfDayAfterDays, startOfDay } from '#domain/values/calendar.ts';
import { isBeforeJoining } from './till-clock.ts';

/** A sale that a till reported without a member. */
export interface UnclaimedSale {
  readonly soldAt: number;
  /** All that was paid, as the receipt prints it, minor units. */
  readonly paidMinor: number;
}

/** What a member says of a purchase at which they forgot to scan. */
export interface Claim {
  readonly paidMinor: number;
  readonly day: { readonly year: number; readonly month: number; readonly day: number };
}

type Rules = Pick<Program, 'claims' | 'timeZone'>;

/** Until when a sale can be claimed, the instant not included; null: the program lets nobody claim. */
export const claimEnd = ({ claims, timeZone }: Rules, soldAt: number): number | null =>
  claims ? endOfDayAfterDays(soldAt, claims.days, timeZone) : null;

/** The earliest time of sale that can be claimed at an instant: the first of a day. */
export function claimableSince(days: number, at: number, timeZone: string): number {
  const { year, month, day } = dayOf(at, timeZone);
  return startOfDay(year, month - 1, day - days, timeZone);
}

/**
 * Whether a claim names a sale: its amount to the last digit and its day, in time, and by somebody who had
 * joined on that day or before it.
 */
export function isClaimed(
  program: Rules,
  sale: UnclaimedSale,
  claim: Claim,
  { at, joinedAt }: { readonly at: number; readonly joinedAt: number },
): boolean {
  const end = claimEnd(program, sale.soldAt);
  if (end === null || at >= end || sale.paidMinor !== claim.paidMinor) return false;
  if (isBeforeJoining(sale.soldAt, joinedAt, program.timeZone)) return false;
  const { year, month, day } = dayOf(sale.soldAt, program.timeZone);
  return year === claim.day.year && month === claim.day.month && day === claim.day.day;
}

/** Reads a day as a field for dates sends it; null: it is none. */
export function readDay(typed: string): Claim['day'] | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(typed.trim());
  if (!parts) return null;
  const [year = 0, month = 0, day = 0] = parts.slice(1).map(Number);
  const read = new Date(Date.UTC(year, month - 1, day));
  const exists = read.getUTCMonth() === month - 1 && read.getUTCDate() === day;
  return exists ? { year, month, day } : null;
}
