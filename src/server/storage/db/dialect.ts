import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';

/**
 * Whether it is PostgreSQL. Queries are written once; the few places where the two databases differ (row locks, column
 * types, triggers) ask here. The schema's type makes no difference.
 */
export const isPostgres = <T>(db: Kysely<T>): boolean =>
  db.getExecutor().adapter instanceof PostgresAdapter;

/** Few enough to hold the one writer for some milliseconds. */
export const purgedAtOnce = 500;

/**
 * Deletes some of the rows that nobody needs any more, at most `purgedAtOnce`: a shop that was closed, or that grew, has
 * hundreds of thousands, and to delete them all at once would keep every till waiting for seconds.
 * @param where what these rows are; an index has to find them
 * @returns how many there were: fewer than `purgedAtOnce` when none is left
 */
export async function purgeSome<T>(
  db: Kysely<T>,
  table: keyof T & string,
  where: RawBuilder<unknown>,
): Promise<number> {
  const [place, locked] = isPostgres(db)
    ? [sql.ref('ctid'), sql`for update skip locked`]
    : [sql.ref('rowid'), sql``];
  const from = sql.table(table);
  const { numAffectedRows = 0n } = await sql`delete from ${from} where ${place} in
    (select ${place} from ${from} where ${where} limit ${purgedAtOnce} ${locked})`.execute(db);
  return Number(numAffectedRows);
}
