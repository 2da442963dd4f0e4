import type { MembershipRefund } from '#domain/program/paid-membership.ts';
import { shareOf } from '#domain/values/apportion.ts';
import { daysOfTerm, type MembershipTerm } from './term.ts';

/** What a term cost, and by which rule it is paid back. */
export interface Paid {
  /** Minor units. */
  readonly minor: number;
  readonly refund: MembershipRefund;
}

/**
 * What is paid back of a term that is taken back at an instant, minor units: from 0 to what was paid. All of it before
 * the term has begun and in the first days; later so much as whole days are left, rounded down, or nothing. The day on
 * which it is taken back is used.
 * @param benefits what the term has given by then, minor units; asked only where the rule takes it off
 */
export function refundAt(
  { minor, refund }: Paid,
  term: Pick<MembershipTerm, 'from' | 'end' | 'timeZone'>,
  at: number,
  benefits: number,
): number {
  const { all, begun } = daysOfTerm(term, at);
  if (begun === 0) return minor;
  const off = refund.lessBenefits ? benefits : 0;
  return Math.max(0, leftAt(minor, refund, { all, begun }) - off);
}

function leftAt(
  minor: number,
  { wholeDays, later }: MembershipRefund,
  { all, begun }: { readonly all: number; readonly begun: number },
): number {
  // The first day is no whole day: fourteen days end with the fourteenth after it.
  if (wholeDays > 0 && begun - 1 <= wholeDays) return minor;
  return later === 'none' ? 0 : shareOf(minor, all - begun, all);
}
