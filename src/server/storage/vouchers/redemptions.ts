import { type Insertable, type Kysely, sql } from 'kysely';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import { type Program, type RewardAtIssue, tillOf } from '#domain/program/program.ts';
import {
  graceMs,
  type Holder,
  type Place,
  type Redemption,
  type RedemptionState,
  type Use,
} from '#domain/redemption/redemption.ts';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';

export function redemptionRow(
  db: Kysely<Tables>,
  memberId: string,
  id: string,
): Promise<RedemptionRow | undefined> {
  return db
    .selectFrom('redemptions')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** When a member has had each of these rewards, each since its own time. What was given back, or what a full card gave, does not count. */
export async function rewardsHad(
  db: Kysely<Tables>,
  memberId: string,
  since: ReadonlyMap<string, number>,
): Promise<Map<string, number[]>> {
  const had = new Map<string, number[]>();
  if (since.size === 0) return had;
  const rows = await db
    .selectFrom('redemptions')
    .select(['reward_id', 'issued_at', 'reward'])
    .where(await ofPerson(db, memberId))
    .where('reward_id', 'in', [...since.keys()])
    .where('issued_at', '>=', Math.min(...since.values()))
    .where(sql<string>`state || ''`, 'in', ['issued', 'reserved', 'redeemed'])
    .orderBy('issued_at')
    .execute();
  for (const { reward_id: id, issued_at: at, reward } of rows) {
    if (rewardAtIssue({ reward }).earnedBy !== undefined) continue;
    if (at >= (since.get(id) ?? 0)) had.set(id, [...(had.get(id) ?? []), at]);
  }
  return had;
}

/** A member's vouchers that can be scanned at `at`, running or late, the one that ends first in front. */
export function scannableRedemptions(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<RedemptionRow[]> {
  return (
    db
      .selectFrom('redemptions')
      .selectAll()
      .where('member_id', '=', memberId)
      // An expression: otherwise SQLite would use the clock's index and read every voucher of the program.
      .where(sql<string>`state || ''`, 'in', ['issued', 'reserved'])
      .where('expires_at', '>', at - graceMs)
      // Ended early: nothing takes it any more, though its points wait for a vendor or a settlement.
      .where('ended_at', 'is', null)
      .orderBy('expires_at')
      .orderBy('id')
      .execute()
  );
}

/**
 * Vouchers whose end has passed, for the clock: at most `limit`, of all members. Minted ones and those from pools are
 * not among them: they end when the vendor has withdrawn them, or when they are settled.
 */
export function overdueRedemptions(
  db: Kysely<Tables>,
  endedBefore: number,
  limit: number,
): Promise<Pick<RedemptionRow, 'member_id' | 'id'>[]> {
  return db
    .selectFrom('redemptions')
    .select(['member_id', 'id'])
    .where('state', 'in', ['issued', 'reserved'])
    .where('expires_at', '<=', endedBefore)
    .where('code_source', '=', 'own')
    .orderBy('expires_at')
    .limit(limit)
    .execute();
}

/** What a till holds for its baskets at `at`, in an order in which the members can be locked. */
export function reservedAt(
  db: Kysely<Tables>,
  tillId: string,
  at: number,
): Promise<Pick<RedemptionRow, 'member_id' | 'id'>[]> {
  return (
    db
      .selectFrom('redemptions')
      .select(['member_id', 'id'])
      .where('state', '=', 'reserved')
      // A reserved voucher does not end before its reservation: so the index of ends finds it.
      .where('expires_at', '>', at)
      .where('reserved_till_id', '=', tillId)
      .where('reserved_until', '>', at)
      .orderBy('member_id')
      .orderBy('id')
      .execute()
  );
}

/** What a store's tills have given since `since`, the latest first. */
export function usesInStore(
  db: Kysely<Tables>,
  { storeId, since, limit }: { storeId: string; since: number; limit: number },
): Promise<(RedemptionRow & { first_name: string | null; associate: string | null })[]> {
  return db
    .selectFrom('redemptions')
    .leftJoin('members', 'members.id', 'redemptions.member_id')
    .leftJoin('associates', 'associates.id', 'redemptions.associate_id')
    .selectAll('redemptions')
    .select(['members.first_name', 'associates.name as associate'])
    .where('redemptions.used_store_id', '=', storeId)
    .where('redemptions.used_at', '>', since)
    .orderBy('redemptions.used_at', 'desc')
    .limit(limit)
    .execute();
}

/** A member's redemptions, the latest first. */
export function latestRedemptions(
  db: Kysely<Tables>,
  memberId: string,
  limit: number,
): Promise<RedemptionRow[]> {
  return db
    .selectFrom('redemptions')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('issued_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** What an associate has undone since a time: how many redemptions, and their points. */
export async function undoneBy(
  db: Kysely<Tables>,
  associateId: string,
  since: number,
): Promise<{ count: number; points: number }> {
  const row = await db
    .selectFrom('redemptions')
    .select([
      (eb) => eb.fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(points), 0)`.as('points'),
    ])
    .where('reversed_by', '=', associateId)
    .where('ended_at', '>', since)
    .executeTakeFirstOrThrow();
  return { count: row.count, points: Number(row.points) }; // PostgreSQL sums bigints to a decimal, which arrives as text.
}

export async function addRedemption(tx: Tx, row: Insertable<RedemptionRow>): Promise<void> {
  await tx.db.insertInto('redemptions').values(row).execute();
}

export async function changeRedemption(
  tx: Tx,
  row: Pick<RedemptionRow, 'member_id' | 'id'>,
  change: Partial<Omit<RedemptionRow, 'member_id' | 'id'>>,
): Promise<void> {
  await tx.db
    .updateTable('redemptions')
    .set(change)
    .where('member_id', '=', row.member_id)
    .where('id', '=', row.id)
    .execute();
}

/** The reward as it was when the voucher was issued. */
export const rewardAtIssue = (row: Pick<RedemptionRow, 'reward'>): RewardAtIssue =>
  JSON.parse(row.reward) as RewardAtIssue; // Our own code writes this JSON, from a Reward.

/** The row as the domain knows it. A use in a store that has left the program keeps its names. */
export function toRedemption(program: Program, row: RedemptionRow): Redemption {
  return {
    ...stateOf(program, row),
    id: row.id,
    memberId: row.member_id,
    rewardId: row.reward_id,
    points: row.points,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    source: row.code_source,
    ...(rewardAtIssue(row).earnedBy !== undefined && { earned: true }),
  };
}

function stateOf(program: Program, row: RedemptionRow): RedemptionState {
  switch (row.state) {
    case 'issued':
      return { state: 'issued' };
    case 'reserved':
      // A till that has left the program can neither redeem nor release it, so its reservation does not count.
      if (!tillOf(program, known(row.reserved_till_id))) return { state: 'issued' };
      return { state: 'reserved', by: holderOf(program, row), until: known(row.reserved_until) };
    case 'redeemed':
      return { state: 'redeemed', use: factsOfUse(program, row) };
    case 'reversed':
      return {
        state: 'reversed',
        use: factsOfUse(program, row),
        at: known(row.ended_at),
        reason: row.end_reason ?? '',
      };
    case 'cancelled':
      return { state: 'cancelled', at: known(row.ended_at) };
    case 'expired':
      return { state: 'expired', at: known(row.ended_at) };
  }
}

const holderOf = (program: Program, row: RedemptionRow): Holder => ({
  ...placeOf(program, row.reserved_store_id, row.reserved_till_id),
  basketId: known(row.basket_id),
});

const factsOfUse = (program: Program, row: RedemptionRow): Use => ({
  ...placeOf(program, row.used_store_id, row.used_till_id),
  at: known(row.used_at),
  receiptNumber: known(row.receipt_number),
  associateId: row.associate_id,
});

function placeOf(program: Program, inStore: string | null, atTill: string | null): Place {
  const storeId = known(inStore);
  const tillId = known(atTill);
  const [storeName, tillName] = [storeNameOf(program, storeId), tillNameOf(program, tillId)];
  return { storeId, tillId, storeName, tillName };
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error('a redemption lacks what its state says it has');
  return value;
}
