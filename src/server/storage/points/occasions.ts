import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { OccasionRow } from '#server/storage/db/schema-occasions.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';

/** @returns whether it is new: a rule gives once for each occasion */
export async function addOccasion(tx: Tx, row: OccasionRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('occasions')
    .values(row)
    .onConflict((conflict) => conflict.columns(['member_id', 'rule_id', 'occasion']).doNothing())
    .returning('occasion')
    .executeTakeFirst();
  return added !== undefined;
}

/** What rules of a kind gave to a member for the occasion of this name, also under a membership that was merged into theirs. */
export async function occasionNamed(
  db: Kysely<Tables>,
  memberId: string,
  named: Pick<OccasionRow, 'kind' | 'occasion'>,
): Promise<OccasionRow | undefined> {
  return db
    .selectFrom('occasions')
    .selectAll()
    .where(await ofPerson(db, memberId))
    .where('kind', '=', named.kind)
    .where('occasion', '=', named.occasion)
    .executeTakeFirst();
}

/*
 * What a rule gave to a membership that was merged counts for the one that goes on: an occasion is a person's, once.
 */

/** The points that rules gave a member for a visit (`visitOf`); 0: they have not been there on that day. */
export async function visitPoints(
  db: Kysely<Tables>,
  memberId: string,
  occasion: string,
): Promise<number> {
  const rows = await db
    .selectFrom('occasions')
    .select('points')
    .where(await ofPerson(db, memberId))
    .where('kind', '=', 'check-in')
    .where('occasion', '=', occasion)
    .execute();
  return rows.reduce((sum, { points }) => sum + points, 0);
}

/** What a rule gave to a member, the earliest first. */
export async function occasionsOf(
  db: Kysely<Tables>,
  memberId: string,
  rules: readonly string[],
): Promise<OccasionRow[]> {
  if (rules.length === 0) return [];
  return db
    .selectFrom('occasions')
    .selectAll()
    .where(await ofPerson(db, memberId))
    .where('rule_id', 'in', rules)
    .orderBy('at')
    .execute();
}

export async function occasionsByMember(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<Map<string, OccasionRow[]>> {
  const rows = await db
    .selectFrom('occasions')
    .selectAll()
    .where('member_id', 'in', memberIds)
    .execute();
  return Map.groupBy(rows, ({ member_id }) => member_id);
}

/** When a rule of a kind last gave to a member, and for what; null: none has. */
export async function lastOccasion(
  db: Kysely<Tables>,
  memberId: string,
  kind: string,
): Promise<Pick<OccasionRow, 'at' | 'occasion'> | null> {
  const row = await db
    .selectFrom('occasions')
    .select(['at', 'occasion'])
    .where(await ofPerson(db, memberId))
    .where('kind', '=', kind)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
