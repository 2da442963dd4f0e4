import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AwardRow } from '#server/storage/db/schema-purchases.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofMemberships, ofPerson } from '#server/storage/merges/merges.ts';

/**
 * The awards of rules, those that were taken back included, by rule: in the order of these memberships, and of each the
 * first one first.
 */
export async function awardsOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
  rules: readonly string[],
): Promise<Map<string, AwardRow[]>> {
  if (rules.length === 0) return new Map();
  const rows = await db
    .selectFrom('awards')
    .selectAll()
    .where(ofMemberships(memberIds))
    .where('rule_id', 'in', rules)
    .orderBy('number')
    .execute();
  const rank = ({ member_id }: AwardRow) => memberIds.indexOf(member_id);
  const inOrder = rows.toSorted((a, b) => rank(a) - rank(b));
  return Map.groupBy(inOrder, ({ rule_id }) => rule_id);
}

/** The awards that a purchase made due. */
export async function awardsBy(
  db: Kysely<Tables>,
  { member_id, id }: { readonly member_id: string; readonly id: string },
): Promise<AwardRow[]> {
  const rows = await db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('purchase_id', '=', id)
    .execute();
  // Sorted here: asked for this order, SQLite reads all awards of the member by their key.
  const rank = (a: AwardRow, b: AwardRow) => (a.rule_id < b.rule_id ? -1 : 1);
  return rows.sort((a, b) => (a.rule_id === b.rule_id ? a.number - b.number : rank(a, b)));
}

export async function awardsByMember(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, AwardRow[]>> {
  const rows = await db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', 'in', memberIds)
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

/** @param number counts the awards of a rule to a member from 1 */
export const awardNumbered = (
  db: Kysely<Tables>,
  memberId: string,
  { ruleId, number }: { readonly ruleId: string; readonly number: number },
): Promise<AwardRow | undefined> =>
  db
    .selectFrom('awards')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('rule_id', '=', ruleId)
    .where('number', '=', number)
    .executeTakeFirst();

export async function addAward(tx: Tx, row: AwardRow): Promise<void> {
  await tx.db.insertInto('awards').values(row).execute();
}

/**
 * The voucher of an award is another one now, because a till undid the first. The award may stand in the books of a
 * membership that was merged into the member's.
 */
export async function moveAward(
  tx: Tx,
  memberId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx.db
    .updateTable('awards')
    .set({ redemption_id: to })
    .where(await ofPerson(tx.db, memberId))
    .where('redemption_id', '=', from)
    .execute();
}

/** Marks an award as taken back. @param lapsed how many of its points had expired */
export async function markAwardBack(
  tx: Tx,
  { member_id, rule_id, number }: AwardRow,
  { at, lapsed }: { readonly at: number; readonly lapsed: number },
): Promise<void> {
  await tx.db
    .updateTable('awards')
    .set({ back_at: at, lapsed })
    .where('member_id', '=', member_id)
    .where('rule_id', '=', rule_id)
    .where('number', '=', number)
    .execute();
}
