import type { MembershipView } from '#contract/admin/admin-answers.ts';
import { canRenew } from '#domain/membership/term.ts';
import type { PaidMembership } from '#domain/program/paid-membership.ts';
import { Refused } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { dryRun } from '#server/usecases/ground/dry-run.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { type ReadWork, readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { leaveIn } from '#server/usecases/memberships/leave-membership.ts';
import { noteMemberships } from '#server/usecases/memberships/note-memberships.ts';
import {
  recordMembership,
  refundNow,
  type TermSeen,
  takeBack,
  termsOf,
} from '#server/usecases/memberships/record-membership.ts';
import { isLeft } from '#server/usecases/memberships/say-membership.ts';
import { worthOfTerm } from '#server/usecases/memberships/worth-of-term.ts';
import { memberIdKnown, memberIdNamed } from '#server/usecases/scan/find-named.ts';
import { noteStanding } from '#server/usecases/standing/note-standing.ts';
import { rateLater } from './rate-later.ts';
import { rulesAt } from './rate-sale.ts';
import {
  refuseBeforeJoining,
  refuseLateSale,
  refuseOtherCurrency,
  refuseTime,
} from './refuse-report.ts';

interface StartWish {
  /** A membership number, the member's id, or `SOURCE:ID` of another system. */
  readonly member: string;
  /** What the caller calls it. */
  readonly id: string;
  readonly what: 'start' | 'renew';
  readonly tierId: string;
  readonly paid: Money;
  /** When it was paid for; null: now. */
  readonly paidAt: number | null;
}

type Source = 'api' | 'support';

/**
 * Starts a tier that was paid for elsewhere, or renews it: in both cases it begins at once, or at the end of what the
 * member has of it. The same id again is the same one. A renewal is refused where the member has chosen to leave,
 * because nobody may charge for it, and where it was taken back or is over; a start is a new decision of theirs.
 * @throws Refused `member-unknown`, `membership-not-sold`, `membership-left`, `membership-over` (nothing to renew),
 * `membership-reused`, `currency-other`, `time-ahead`, `time-past`, `sold-before-joining`
 */
export const startMembership = (
  context: Context,
  wish: StartWish,
  source: Source,
): Promise<MembershipView> =>
  transact(context, async (work) => {
    const memberId = await lockIn(work, wish.member);
    const boughtAt = wish.paidAt ?? work.at;
    refuseTime(work, boughtAt);
    refuseOtherCurrency(work.program, wish.paid);
    const id = `${source}-${wish.id}`;
    const terms = await termsOf(work, memberId);
    const known = terms.find(({ row }) => row.id === id);
    if (known) {
      refuseAnother(known.row, wish);
      return showTerm(work, known, terms);
    }
    refuseLateSale(work, boughtAt);
    await refuseBeforeJoining(work, memberId, boughtAt);
    if (wish.what === 'renew') refuseRenewal(terms, wish.tierId, boughtAt);
    await sell(work, { ...wish, memberId, id, boughtAt, source });
    if (source === 'support') {
      const details = { id: wish.id, tierId: wish.tierId, paidMinor: wish.paid.minor };
      await recordAct(work, { act: 'membership-started', memberId, details });
    }
    return showOf(work, memberId, id);
  });

function refuseAnother({ tier_id, minor }: MembershipRow, { tierId, paid }: StartWish): void {
  if (tier_id === tierId && minor === paid.minor) return;
  throw new Refused({ key: 'membership-reused' });
}

function refuseRenewal(terms: readonly TermSeen[], tierId: string, at: number): void {
  if (isLeft(terms, tierId)) throw new Refused({ key: 'membership-left' });
  const all = terms.map(({ term }) => term);
  if (!canRenew(all, tierId, at)) throw new Refused({ key: 'membership-over' });
}

interface Sale extends StartWish {
  readonly memberId: string;
  readonly boughtAt: number;
  readonly source: Source;
}

async function sell(work: Work, { memberId, id, tierId, paid, boughtAt, source }: Sale) {
  const rules = await rulesAt(work, boughtAt);
  const entry = soldAt(rules.program.paidMemberships, tierId, boughtAt);
  const { timeZone } = rules.program;
  await recordMembership(
    work,
    {
      member_id: memberId,
      id,
      tier_id: tierId,
      source,
      bought_at: boughtAt,
      reported_at: work.at,
      months: entry.months,
      time_zone: timeZone,
      purchase_id: null,
      line_id: null,
      till_id: null,
      receipt_number: null,
      minor: paid.minor,
      currency: paid.currency,
      refund: JSON.stringify(entry.refund),
      program_version: rules.version,
      left_at: null,
      back_at: null,
      back_by: null,
      refund_minor: null,
    },
    null,
  );
  await noteMemberships(work, memberId);
  await rateLater(work, memberId, { what: 'sale', at: boughtAt, money: paid });
  await noteStanding(work, memberId);
}

function soldAt(
  entries: readonly PaidMembership[] = [],
  tierId: string,
  at: number,
): PaidMembership {
  const entry = entries.find(
    (one) => one.tierId === tierId && (one.from ?? at) <= at && at < (one.until ?? at + 1),
  );
  if (!entry) throw new Refused({ key: 'membership-not-sold', tier: tierId });
  return entry;
}

interface EndWish {
  readonly member: string;
  readonly membershipId: string;
  /** `now`: it is taken back; `term-end`: it is not renewed. */
  readonly when: 'now' | 'term-end';
  /** It is done and taken back: what would be paid back is known, and nothing is stored. */
  readonly dryRun: boolean;
}

/**
 * Ends a membership: takes one term back now, with what is to be paid back by its rule, or notes that the tier is not
 * renewed. The same again changes nothing.
 * @throws Refused `member-unknown`, `membership-over`
 */
export function endMembership(
  context: Context,
  wish: EndWish,
  source: Source,
): Promise<MembershipView> {
  const act = (work: Work) => end(work, wish, source);
  return wish.dryRun ? dryRun(context, act) : transact(context, act);
}

async function end(
  work: Work,
  { member, membershipId, when }: EndWish,
  source: Source,
): Promise<MembershipView> {
  const memberId = await lockIn(work, member);
  const seen = (await termsOf(work, memberId)).find(({ row }) => row.id === membershipId);
  if (!seen) throw new Refused({ key: 'membership-over' });
  if (when === 'term-end') {
    await leaveIn(work, { memberId, tierId: seen.row.tier_id, leaves: true });
  } else if (seen.row.back_at === null) {
    if (seen.term.until <= work.at) throw new Refused({ key: 'membership-over' });
    await takeBack(work, seen.row, { at: work.at, by: source, storeId: null });
    await noteMemberships(work, memberId);
    const money = { minor: 0, currency: work.program.currency };
    await rateLater(work, memberId, { what: 'return', at: work.at, money });
    await noteStanding(work, memberId);
  }
  if (source === 'support') {
    const details = { id: membershipId, tierId: seen.row.tier_id, when };
    await recordAct(work, { act: 'membership-ended', memberId, details });
  }
  return showOf(work, memberId, membershipId);
}

/** All that a member has paid for, in its order. @throws Refused `member-unknown` */
export async function listMemberships(context: Context, member: string): Promise<MembershipView[]> {
  const work = await readWork(context);
  const terms = await termsOf(work, await memberIdNamed(work, member));
  const shown: MembershipView[] = [];
  for (const one of terms) shown.push(await showTerm(work, one, terms));
  return shown;
}

/** Locks a member, and asks again: who leaves meanwhile keeps a row. @throws Refused `member-unknown` */
async function lockIn(work: Work, member: string): Promise<string> {
  const memberId = await memberIdNamed(work, member);
  await work.lockMember(memberId);
  return memberIdKnown(work, memberId);
}

async function showOf(work: ReadWork, memberId: string, id: string): Promise<MembershipView> {
  const terms = await termsOf(work, memberId);
  const own = terms.find(({ row }) => row.id === id);
  if (!own) throw new Error('a membership was stored and is not there');
  return showTerm(work, own, terms);
}

async function showTerm(
  work: ReadWork,
  { row, term }: TermSeen,
  terms: readonly TermSeen[],
): Promise<MembershipView> {
  const { currency } = row;
  const refund = row.refund_minor ?? (await refundNow(work, row, work.at));
  return {
    membershipId: row.id,
    memberId: row.member_id,
    tierId: row.tier_id,
    source: row.source,
    state: stateOf({ row, term }, work.at),
    from: rfc3339(term.from),
    until: rfc3339(term.until),
    renews: term.renews,
    left: isLeft(terms, row.tier_id),
    paid: { minor: row.minor, currency },
    refund: { minor: refund, currency },
    gave: await worthOfTerm(work, row.member_id, term),
  };
}

function stateOf({ row, term }: TermSeen, at: number): MembershipView['state'] {
  if (row.back_at !== null) return 'taken-back';
  if (term.from > at) return 'coming';
  return at < term.until ? 'running' : 'over';
}
