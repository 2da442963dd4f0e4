import { type Kysely, sql } from 'kysely';
import { grantsOfTerms, membershipTerms, type PaidTerm } from '#domain/membership/term.ts';
import type { Grant } from '#domain/standing/grant.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MembershipLookRow, MembershipRow } from '#server/storage/db/schema-memberships.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { type Buyers, ofBuyers } from './buyers.ts';

/** What a member has paid for, taken back or not, in no order. */
export const membershipsOf = (db: Kysely<Tables>, memberId: string): Promise<MembershipRow[]> =>
  db.selectFrom('memberships').selectAll().where('member_id', '=', memberId).execute();

/** Those of one purchase, in the order of its lines. */
export const membershipsOfPurchase = (
  db: Kysely<Tables>,
  memberId: string,
  purchaseId: string,
): Promise<MembershipRow[]> =>
  db
    .selectFrom('memberships')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('purchase_id', '=', purchaseId)
    .orderBy(sql`length(id)`)
    .orderBy('id')
    .execute();

/** The same of many members, by member: for a page of `verify`. */
export async function membershipsByMember(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, MembershipRow[]>> {
  const rows = await db
    .selectFrom('memberships')
    .selectAll()
    .where('member_id', 'in', memberIds)
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

export const paidTermOf = (row: MembershipRow): PaidTerm => ({
  id: row.id,
  tierId: row.tier_id,
  boughtAt: row.bought_at,
  months: row.months,
  timeZone: row.time_zone,
  backAt: row.back_at,
  sale:
    row.till_id !== null && row.receipt_number !== null
      ? { soldAt: row.bought_at, tillId: row.till_id, receiptNumber: row.receipt_number }
      : null,
});

/** The tiers that rows of one member give. */
const grantsOfRows = (rows: readonly MembershipRow[]): Grant[] =>
  rows.length === 0 ? [] : grantsOfTerms(membershipTerms(rows.map(paidTermOf)));

/** The tiers that a member has paid for, over or not. */
export const paidGrantsOf = async (db: Kysely<Tables>, memberId: string): Promise<Grant[]> =>
  grantsOfRows(await membershipsOf(db, memberId));

/** The same of many members, by member. */
export async function paidGrantsOfMembers(
  db: Kysely<Tables>,
  buyers: Buyers,
): Promise<Map<string, Grant[]>> {
  const rows = await db
    .selectFrom('memberships')
    .selectAll()
    .where(ofBuyers(buyers, 'memberships'))
    .execute();
  const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
  return new Map([...byMember].map(([memberId, own]) => [memberId, grantsOfRows(own)]));
}

/** @returns false when the member has one of this id: nothing was changed */
export async function addMembership(tx: Tx, row: MembershipRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('memberships')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** Writes what became of one. */
export async function changeMembership(
  tx: Tx,
  { member_id, id }: Pick<MembershipRow, 'member_id' | 'id'>,
  change: Partial<Pick<MembershipRow, 'left_at' | 'back_at' | 'back_by' | 'refund_minor'>>,
): Promise<void> {
  await tx.db
    .updateTable('memberships')
    .set(change)
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .execute();
}

/** What a member was told of the end of a tier that they pay for; undefined: nothing yet. */
export const membershipLook = (
  db: Kysely<Tables>,
  memberId: string,
  tierId: string,
): Promise<MembershipLookRow | undefined> =>
  db
    .selectFrom('membership_looks')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('tier_id', '=', tierId)
    .executeTakeFirst();

export async function putMembershipLook(tx: Tx, row: MembershipLookRow): Promise<void> {
  const { member_id: _, tier_id: __, ...rest } = row;
  await tx.db
    .insertInto('membership_looks')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'tier_id']).doUpdateSet(rest))
    .execute();
}

/** What a till says that a reward took off in a purchase, minor units, by the reward's redemption; without lines, nobody knows. */
export async function toldDiscounts(
  db: Kysely<Tables>,
  memberId: string,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('purchase_redemptions')
    .select(['redemption_id', 'lines'])
    .where('member_id', '=', memberId)
    .execute();
  return new Map(
    rows.flatMap(({ redemption_id, lines }) => {
      const told = JSON.parse(lines) as { minor: number }[]; // Our own code writes this JSON.
      return told.length === 0
        ? []
        : [[redemption_id, told.reduce((sum, { minor }) => sum + minor, 0)] as const];
    }),
  );
}

/** Rewards that a member used within a time, as they were when they were taken. */
export const usedWithin = (
  db: Kysely<Tables>,
  memberId: string,
  { from, until }: { readonly from: number; readonly until: number },
) =>
  db
    .selectFrom('redemptions')
    .select(['id', 'reward', 'used_at'])
    .where('member_id', '=', memberId)
    .where('state', '=', 'redeemed')
    .where('used_at', '>=', from)
    .where('used_at', '<', until)
    .execute();

/** What rules gave to sales of a time, without what returns took. */
export const earnedByRulesWithin = (
  db: Kysely<Tables>,
  memberId: string,
  { from, until }: { readonly from: number; readonly until: number },
) =>
  db
    .selectFrom('earned_lines')
    .select(['rule_id', 'purchase_id', 'points', 'points_back'])
    .where('member_id', '=', memberId)
    .where('at', '>=', from)
    .where('at', '<', until)
    .execute();
