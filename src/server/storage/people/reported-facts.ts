import type { Kysely } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { FactSourceRow, ReportedFactRow } from '#server/storage/db/schema-sources.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';

/** Every system that tells facts, by name. */
export const factSources = (db: Kysely<Tables>): Promise<FactSourceRow[]> =>
  db.selectFrom('fact_sources').selectAll().orderBy('name').execute();

export const factSource = (db: Kysely<Tables>, name: string): Promise<FactSourceRow | undefined> =>
  db.selectFrom('fact_sources').selectAll().where('name', '=', name).executeTakeFirst();

/** The source, locked until the transaction ends: what is changed in it is changed once. */
export function holdFactSource(tx: Tx, name: string): Promise<FactSourceRow | undefined> {
  const found = tx.db.selectFrom('fact_sources').selectAll().where('name', '=', name);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

/** @returns false when there is one of that name */
export async function addFactSource(tx: Tx, row: FactSourceRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('fact_sources')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('name')
    .executeTakeFirst();
  return added !== undefined;
}

export async function changeFactSource(
  tx: Tx,
  name: string,
  change: Partial<Omit<FactSourceRow, 'name'>>,
): Promise<void> {
  await tx.db.updateTable('fact_sources').set(change).where('name', '=', name).execute();
}

/** What the source told stays. @returns whether it was there */
export async function removeFactSource(tx: Tx, name: string): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('fact_sources')
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst();
  return gone !== undefined;
}

/**
 * What a source told of a member under an id, also while they had another membership that was merged; another member's
 * under it keeps `addReportedFact` from adding.
 */
export const reportedFact = async (
  db: Kysely<Tables>,
  {
    memberId,
    source,
    id,
  }: { readonly memberId: string; readonly source: string; readonly id: string },
): Promise<ReportedFactRow | undefined> =>
  db
    .selectFrom('reported_facts')
    .selectAll()
    .where(await ofPerson(db, memberId))
    .where('source', '=', source)
    .where('fact_id', '=', id)
    .executeTakeFirst();

/** @returns whether it is new: an id is good once, whoever tries at once */
export async function addReportedFact(tx: Tx, row: ReportedFactRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('reported_facts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'fact_id']).doNothing())
    .returning('fact_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What was told of a fact of a member, also of memberships that were merged, by any source, the latest first. */
export const reportsOf = async (
  db: Kysely<Tables>,
  memberId: string,
  fact: string,
): Promise<ReportedFactRow[]> =>
  db
    .selectFrom('reported_facts')
    .selectAll()
    .where(await ofPerson(db, memberId))
    .where('fact', '=', fact)
    .orderBy('at', 'desc')
    .orderBy('withdrawn', 'desc')
    .execute();

/** What other systems told of a member, the latest first. */
export const latestReports = (
  db: Kysely<Tables>,
  memberId: string,
  limit: number,
): Promise<ReportedFactRow[]> =>
  db
    .selectFrom('reported_facts')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('at', 'desc')
    .orderBy('withdrawn', 'desc')
    .orderBy('source')
    .orderBy('fact_id')
    .limit(limit)
    .execute();
