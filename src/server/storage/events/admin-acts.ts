import type { Insertable, Kysely } from 'kysely';
import type { Listed } from '#domain/values/listed.ts';
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

/** A page of them, the latest first, from one place on. */
export function adminActsBefore(
  db: Kysely<Tables>,
  place: Listed | null,
  limit: number,
): Promise<AdminActRow[]> {
  let found = db.selectFrom('admin_acts').selectAll();
  if (place) {
    const { at, id } = place;
    found = found
      .where('at', '<=', at)
      .where((is) => is.or([is('at', '<', at), is('id', '>', id)]));
  }
  return found.orderBy('at', 'desc').orderBy('id').limit(limit).execute();
}

export function adminActById(db: Kysely<Tables>, id: string): Promise<AdminActRow | undefined> {
  return db.selectFrom('admin_acts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Which of these acts were taken back, and by which act. */
export async function undoneActs(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('admin_acts')
    .select(['id', 'undoes'])
    .where('undoes', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, undoes }) => [undoes ?? '', id]));
}

/** Those of these acts after which, or at whose instant, no other one was about the same. */
export async function latestActs(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('admin_acts as one')
    .select('one.id')
    .where('one.id', 'in', ids)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('admin_acts as later')
            .select('later.id')
            .whereRef('later.act', '=', 'one.act')
            .whereRef('later.subject', '=', 'one.subject')
            .whereRef('later.at', '>=', 'one.at')
            .whereRef('later.id', '<>', 'one.id'),
        ),
      ),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Whether an administrator has found a member, or opened their page, since then. */
export async function wasLookedAt(
  db: Kysely<Tables>,
  { memberId, administratorId }: { readonly memberId: string; readonly administratorId: string },
  act: 'member-looked-up' | 'member-found',
  since: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('admin_acts')
    .select('id')
    .where('member_id', '=', memberId)
    .where('administrator_id', '=', administratorId)
    .where('act', '=', act)
    .where('at', '>', since)
    .executeTakeFirst();
  return row !== undefined;
}
