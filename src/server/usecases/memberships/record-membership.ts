import type { EventKind, ProgramEvent } from '#domain/events/event.ts';
import { refundAt } from '#domain/membership/refund.ts';
import { type MembershipTerm, membershipTerms } from '#domain/membership/term.ts';
import { cause, type MembershipSaid } from '#domain/points/ledger.ts';
import type { MembershipRefund } from '#domain/program/paid-membership.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MembershipRow } from '#server/storage/db/schema-memberships.ts';
import {
  addMembership,
  changeMembership,
  membershipsOf,
  paidTermOf,
} from '#server/storage/purchases/memberships.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { changePoints } from '#server/usecases/points/change-points.ts';
import { worthOfTerm } from './worth-of-term.ts';

/** All terms of a member, with their rows. */
export interface TermSeen {
  readonly row: MembershipRow;
  readonly term: MembershipTerm;
}

/** A member's terms in the order in which they follow one another. */
export async function termsOf({ db }: ReadWork, memberId: string): Promise<TermSeen[]> {
  return termsOfRows(await membershipsOf(db, memberId));
}

function termsOfRows(rows: readonly MembershipRow[]): TermSeen[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return membershipTerms(rows.map(paidTermOf)).flatMap((term) => {
    const row = byId.get(term.id);
    return row ? [{ row, term }] : [];
  });
}

export const refundRuleOf = ({ refund }: Pick<MembershipRow, 'refund'>): MembershipRefund =>
  JSON.parse(refund) as MembershipRefund; // Our own code writes this JSON, from this type.

/** A tier's words, also of one that has left the program. */
export const tierNameOf = ({ tiers, gone }: Program, id: string): Text =>
  tiers.find((tier) => tier.id === id)?.name ?? gone?.tiers[id] ?? { en: id };

/**
 * Stores a term that was paid for, with its event and its line in the history. The caller has locked the member.
 * @returns false when there is one of its id: nothing was changed
 */
export async function recordMembership(
  work: Work,
  row: MembershipRow,
  storeId: string | null,
): Promise<boolean> {
  if (!(await addMembership(work, row))) return false;
  const { member_id: memberId, id } = row;
  const own = (await termsOf(work, memberId)).find(({ term }) => term.id === id);
  if (!own) throw new Error('a membership was stored and is not there');
  const { from, end, renews } = own.term;
  const what = renews ? 'renewed' : 'started';
  const paid = { minor: row.minor, currency: row.currency };
  const sold = {
    tierId: row.tier_id,
    months: row.months,
    boughtAt: row.bought_at,
    refund: refundRuleOf(row),
  };
  await say(work, row, {
    storeId,
    cause: cause.membership(id),
    said: { what, until: end, paid, sold },
    kind: `membership.${what}`,
    data: {
      membershipId: id,
      tierId: row.tier_id,
      from: rfc3339(from),
      until: rfc3339(end),
      paidMinor: row.minor,
      currency: row.currency,
      source: row.source,
    },
  });
  return true;
}

interface Taking {
  /** When it is taken back; never before it was paid for. */
  readonly at: number;
  /** The return, or who says so. */
  readonly by: string;
  readonly storeId: string | null;
}

/**
 * Takes a term back, and says how much is to be paid back by its rule. The first one to do so decides the amount; one of
 * an earlier time that is reported later only ends it earlier. The caller has locked the member.
 * @returns whether it was taken back just now
 */
export async function takeBack(work: Work, row: MembershipRow, taking: Taking): Promise<boolean> {
  const at = Math.max(taking.at, row.bought_at);
  if (row.back_at !== null) {
    if (at < row.back_at) await changeMembership(work, row, { back_at: at });
    return false;
  }
  const refundMinor = await refundNow(work, row, at);
  await changeMembership(work, row, { back_at: at, back_by: taking.by, refund_minor: refundMinor });
  const refund = { minor: refundMinor, currency: row.currency };
  await say(work, row, {
    storeId: taking.storeId,
    cause: cause.membershipBack(row.id),
    said: { what: 'refunded', refund },
    kind: 'membership.refunded',
    data: {
      membershipId: row.id,
      tierId: row.tier_id,
      backAt: rfc3339(at),
      refundMinor,
      paidMinor: row.minor,
      currency: row.currency,
    },
  });
  return true;
}

/** What would be paid back of a term that is taken back at an instant, minor units. */
export async function refundNow(work: ReadWork, row: MembershipRow, at: number): Promise<number> {
  const rows = await membershipsOf(work.db, row.member_id);
  // Of a row that was taken back: as if it had not been.
  const whole = rows.map((one) => (one.id === row.id ? { ...one, back_at: null } : one));
  const own = termsOfRows(whole).find(({ term }) => term.id === row.id);
  if (!own) throw new Error('a membership is not among those of its member');
  const refund = refundRuleOf(row);
  const benefits = refund.lessBenefits
    ? (await worthOfTerm(work, row.member_id, { ...own.term, until: at + 1 })).total
    : 0;
  return refundAt({ minor: row.minor, refund }, own.term, at, benefits);
}

interface Saying {
  readonly storeId: string | null;
  readonly cause: string;
  readonly said: MembershipSaid;
  readonly kind: EventKind;
  readonly data: ProgramEvent['data'];
}

/** Tells integrators, the member's history and their phones. */
export async function say(
  work: Work,
  { member_id: memberId, tier_id: tierId }: Pick<MembershipRow, 'member_id' | 'tier_id'>,
  { storeId, kind, data, said, ...saying }: Saying,
): Promise<void> {
  await changePoints(work, {
    memberId,
    storeId,
    kind: 'adjustment',
    points: 0,
    draws: [],
    cause: saying.cause,
    reason: { rule: 'membership', tier: tierNameOf(work.program, tierId), ...said },
    event: { kind, memberId, storeId, data },
  });
  work.tell(memberTopic(memberId));
}
