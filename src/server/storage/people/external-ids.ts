import type { Kysely } from 'kysely';
import type { ExternalId } from '#domain/people/external-id.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { ExternalIdRow } from '#server/storage/db/schema-sources.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The member whom another system calls so. */
export async function memberIdByExternalId(
  db: Kysely<Tables>,
  { source, id }: ExternalId,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('external_ids')
    .select('member_id')
    .where('source', '=', source)
    .where('external_id', '=', id)
    .executeTakeFirst();
  return row?.member_id;
}

/** The members whom any system calls so. */
export async function membersCalled(
  db: Kysely<Tables>,
  externalId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('external_ids')
    .select('member_id')
    .where('external_id', '=', externalId)
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ member_id }) => member_id))];
}

/** By source, then by id. */
export const externalIdsOf = (db: Kysely<Tables>, memberId: string): Promise<ExternalIdRow[]> =>
  db
    .selectFrom('external_ids')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('source')
    .orderBy('external_id')
    .execute();

/** @returns false when it is another member's; then nothing is added */
export async function addExternalId(tx: Tx, row: ExternalIdRow): Promise<boolean> {
  await tx.db
    .insertInto('external_ids')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const owner = await memberIdByExternalId(tx.db, { source: row.source, id: row.external_id });
  return owner === row.member_id;
}

/** @returns whether the member had it */
export async function removeExternalId(
  tx: Tx,
  memberId: string,
  { source, id }: ExternalId,
): Promise<boolean> {
  const gone = await tx.db
    .deleteFrom('external_ids')
    .where('member_id', '=', memberId)
    .where('source', '=', source)
    .where('external_id', '=', id)
    .returning('member_id')
    .executeTakeFirst();
  return gone !== undefined;
}
