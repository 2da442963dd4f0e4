import type { Kysely } from 'kysely';
import type { Invited } from '#domain/earning/referral.ts';
import { held } from '#domain/points/lot.ts';
import type { Grant } from '#domain/standing/grant.ts';
import type { LedgerEntryRow, LotRow, MemberRow, Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import { birthdaysOf } from '#server/storage/people/facts.ts';
import { membersInOrder } from '#server/storage/people/members.ts';
import { toLot } from '#server/storage/points/lots.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';
import type { MemberRange } from '#server/storage/purchases/buyers.ts';
import { paidGrantsOfMembers } from '#server/storage/purchases/memberships.ts';
import { grantsOfMembers } from '#server/storage/purchases/tier-grants.ts';
import { type PastMerged, pastMerged } from './past-merged.ts';
import { inRange, type PastSale, pastSales } from './past-sales.ts';

/** An entry of the ledger, without its words and without the lots that it drew on. */
export type PastEntry = Pick<LedgerEntryRow, (typeof entryColumns)[number]>;

/** When a lot ends, and what is left of it. */
export type PastLot = Pick<LotRow, 'remaining' | 'expires_at' | 'ends_at'>;

/** Everything of a member that other rules could have changed. */
export interface MemberPast {
  readonly member: Pick<MemberRow, 'id' | 'number' | 'joined_at' | 'language'>;
  /** As the member told it; null: they told none. */
  readonly birthday: string | null;
  readonly sales: readonly PastSale[];
  /** In the order of the ledger. */
  readonly entries: readonly PastEntry[];
  readonly lots: ReadonlyMap<string, PastLot>;
  readonly awards: readonly AwardRow[];
  /** Undefined: no membership was merged into theirs. */
  readonly merged: PastMerged | undefined;
  /** The reward of each redemption, by its id. */
  readonly rewardOf: ReadonlyMap<string, string>;
  readonly grants: readonly Grant[];
  /** Undefined: nobody invited them. */
  readonly invited: Invited | undefined;
  /** The points that the member has, pending ones included; below zero: a debt. */
  readonly outstanding: number;
  /** Points that are over, and that the clock has not taken out of the ledger yet. */
  readonly over: number;
}

const entryColumns = [
  ...(['member_id', 'seq', 'points', 'cause', 'at', 'lot_expires_at'] as const),
  ...(['redemption_id', 'store_id'] as const),
] as const;

/**
 * The past of the next members, in the order of their ids; those who left are passed over. Some fifteen statements,
 * however many members they are.
 * @param after the last member that was read; empty: none
 */
export async function pastOfMembers(
  db: Kysely<Tables>,
  after: string,
  { limit, at }: { readonly limit: number; readonly at: number },
): Promise<MemberPast[]> {
  const members = await membersInOrder(db, after, limit);
  const to = members.at(-1);
  if (!to) return [];
  const range = { after, upTo: to.id };
  const ids = members.map(({ id }) => id);
  const sales = await pastSales(db, range, ids);
  const entries = await entriesIn(db, range);
  const lots = await lotsIn(db, range);
  const awards = await awardsByMember(db, ids);
  const merged = await pastMerged(db, ids);
  const rewards = await rewardsIn(db, range);
  const given = await grantsOfMembers(db, range);
  const paid = await paidGrantsOfMembers(db, range);
  const invited = await invitedIn(db, range);
  const debts = await debtsIn(db, range);
  const birthdays = await birthdaysOf(db, ids);
  return members.map((member): MemberPast => {
    const { id } = member;
    const own = lots.get(id) ?? [];
    const live = held(own.map(toLot), at);
    return {
      member,
      birthday: birthdays.get(id) ?? null,
      sales: sales.get(id) ?? [],
      entries: entries.get(id) ?? [],
      lots: new Map(own.map((lot) => [lot.id, lot])),
      awards: awards.get(id) ?? [],
      merged: merged.get(id),
      rewardOf: new Map((rewards.get(id) ?? []).map((one) => [one.id, one.reward_id])),
      grants: [...(given.get(id) ?? []), ...(paid.get(id) ?? [])],
      invited: invited.get(id),
      outstanding: live - (debts.get(id) ?? 0),
      over: own.reduce((sum, { remaining }) => sum + remaining, -live),
    };
  });
}

async function entriesIn(db: Kysely<Tables>, range: MemberRange) {
  const rows: PastEntry[] = await db
    .selectFrom('ledger_entries')
    .select(entryColumns)
    .where(inRange(range))
    .orderBy('member_id')
    .orderBy('seq')
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

async function lotsIn(db: Kysely<Tables>, range: MemberRange) {
  const rows = await db
    .selectFrom('lots')
    .select(['member_id', 'id', 'remaining', 'expires_at', 'available_at', 'ends_at'])
    .where(inRange(range))
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

async function rewardsIn(db: Kysely<Tables>, range: MemberRange) {
  const rows = await db
    .selectFrom('redemptions')
    .select(['member_id', 'id', 'reward_id'])
    .where(inRange(range))
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

async function invitedIn(db: Kysely<Tables>, range: MemberRange): Promise<Map<string, Invited>> {
  const rows = await db
    .selectFrom('referrals')
    .select(['member_id', 'rule_id', 'ends_at'])
    .where(inRange(range))
    .execute();
  return new Map(rows.map((row) => [row.member_id, { ruleId: row.rule_id, endsAt: row.ends_at }]));
}

async function debtsIn(db: Kysely<Tables>, { after, upTo }: MemberRange) {
  const rows = await db
    .selectFrom('members')
    .select(['id', 'debt'])
    .where('id', '>', after)
    .where('id', '<=', upTo)
    .where('debt', '<>', 0)
    .execute();
  return new Map(rows.map(({ id, debt }) => [id, debt]));
}
