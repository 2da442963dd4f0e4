import { type Kysely, sql } from 'kysely';
import type { PointFlow } from '#domain/points/flow.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PointDayRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The day that was added up last; undefined: none was. */
export const lastPointDay = (db: Kysely<Tables>): Promise<PointDayRow | undefined> =>
  db.selectFrom('point_days').selectAll().orderBy('from_at', 'desc').limit(1).executeTakeFirst();

/** Adds a day; what another process has added meanwhile is the same. */
export async function addPointDay(tx: Tx, row: PointDayRow): Promise<void> {
  await tx.db
    .insertInto('point_days')
    .values(row)
    .onConflict((conflict) => conflict.column('from_at').doNothing())
    .execute();
}

/** The days from an instant on, the first one in front. */
export const pointDaysFrom = (db: Kysely<Tables>, from: number): Promise<PointDayRow[]> =>
  db.selectFrom('point_days').selectAll().where('from_at', '>=', from).orderBy('from_at').execute();

/** All days before an instant together. A shop of ten years has some thousands. */
export async function pointDaysBefore(db: Kysely<Tables>, until: number): Promise<PointFlow> {
  const row = await db
    .selectFrom('point_days')
    .select([
      sql<number>`coalesce(sum(issued), 0)`.as('issued'),
      sql<number>`coalesce(sum(used), 0)`.as('used'),
      sql<number>`coalesce(sum(expired), 0)`.as('expired'),
    ])
    .where('from_at', '<', until)
    .executeTakeFirstOrThrow();
  // PostgreSQL sums bigints to a decimal, which arrives as text.
  return { issued: Number(row.issued), used: Number(row.used), expired: Number(row.expired) };
}

const entryColumns = ['at', 'member_id', 'seq', 'points', 'cause', 'redemption_id'] as const;

/** An entry as far as it is added up, with its place in the order of time. */
export type EntryInTime = Awaited<ReturnType<typeof entriesInTime>>[number];

/** The next entries of all members between two instants, in the order of time. @param after undefined: from the first */
export async function entriesInTime(
  db: Kysely<Tables>,
  { from, until }: { readonly from: number; readonly until: number },
  after: Readonly<Record<'at' | 'seq', number> & { member_id: string }> | undefined,
  limit: number,
) {
  let some = db
    .selectFrom('ledger_entries')
    .select(entryColumns)
    .where('at', '>=', after?.at ?? from)
    .where('at', '<', until);
  if (after)
    some = some.where(
      sql<boolean>`(at, member_id, seq) > (${after.at}, ${after.member_id}, ${after.seq})`,
    );
  return some.orderBy('at').orderBy('member_id').orderBy('seq').limit(limit).execute();
}

/** When the first entry of all was made; undefined: there is none. */
export async function firstEntryAt(db: Kysely<Tables>): Promise<number | undefined> {
  const row = await db
    .selectFrom('ledger_entries')
    .select('at')
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  return row?.at;
}
