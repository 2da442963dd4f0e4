import type { Insertable, Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { AdminActRow } from '#server/storage/db/schema-events.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function addAdminAct(tx: Tx, act: Insertable<AdminActRow>): Promise<void> {
  await tx.db.insertInto('admin_acts').values(act).execute();
}

/** What administrators have done since then, the latest first. */
export function adminActsSince(
  db: Kysely<Tables>,
  since: number,
  limit = 1_000,
): Promise<AdminActRow[]> {
  return db
    .selectFrom('admin_acts')
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}
