import { type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '#server/storage/db/dialect.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A segment's wording, and the instant of a count, epoch milliseconds. */
interface Counting {
  readonly key: string;
  readonly at: number;
}

const summed = ({ key, at }: Counting) =>
  sql`select coalesce(sum(members), 0) from segment_turns
    where segment_key = ${key} and at <= ${at}`;

const around = ({ key, at }: Counting) =>
  sql`select count(*) from segment_spans
    where segment_key = ${key} and from_at <= ${at} and until_at > ${at}`;

/**
 * How many members have a span of a key around an instant, without some of them: one statement, so that what is written
 * meanwhile is counted once. It reads the turns, which the database keeps with the spans, and the spans of those few alone.
 */
export async function countSpans(
  db: Kysely<Tables>,
  counting: Counting,
  without: readonly string[],
): Promise<number> {
  const parts = portionsOf(without).map(
    (some) => sql`(${around(counting)} and member_id in (${sql.join(some)}))`,
  );
  const less = parts.length === 0 ? sql`0` : sql.join(parts, sql` + `);
  const { rows } = await sql<{
    members: number;
  }>`select (${summed(counting)}) - (${less}) as members`.execute(db);
  return Number(rows[0]?.members ?? 0);
}

/** The same number by the turns and span by span, however many there are: both of one instant of the database. */
export async function countBoth(
  db: Kysely<Tables>,
  counting: Counting,
): Promise<{ readonly turns: number; readonly spans: number }> {
  const { rows } = await sql<{
    turns: number;
    spans: number;
  }>`select (${summed(counting)}) as turns, (${around(counting)}) as spans`.execute(db);
  const [row] = rows;
  return { turns: Number(row?.turns ?? 0), spans: Number(row?.spans ?? 0) };
}

/** So many rows of turns a count reads without a difference that anybody notices. */
const fewRows = 100;
const foldedAtOnce = 2_000;

/**
 * Turns that need no row of their own: a part of what turns at an instant, or nothing any more. In the words of the index
 * `segment_turns_loose`, which a database takes for no others.
 */
const isLoose = sql<boolean>`(part <> 0 or members = 0)`;

/**
 * Makes one row of the turns of a key that were before an instant, and one of each instant that is still to come. Of very
 * many it takes the first ones. No count of that instant or of a later one changes, however often it stops on the way.
 * @returns whether there may be more
 */
export async function foldTurns(tx: Tx, { key, at }: Counting): Promise<boolean> {
  const over = await takeTurns(tx, key, sql<boolean>`at <= ${at}`);
  const loose = await takeTurns(tx, key, isLoose);
  const sums = new Map<number, number>();
  for (const { members } of over) sums.set(0, (sums.get(0) ?? 0) + members);
  for (const one of loose) sums.set(one.at, (sums.get(one.at) ?? 0) + one.members);
  await addTurns(tx, key, sums);
  return over.length === foldedAtOnce || loose.length === foldedAtOnce;
}

/** Deletes the first of some turns of a key, and returns them. */
const takeTurns = (
  tx: Tx,
  key: string,
  which: RawBuilder<boolean>,
): Promise<{ readonly at: number; readonly members: number }[]> =>
  tx.db
    .deleteFrom('segment_turns')
    .where('segment_key', '=', key)
    .where(
      sql<boolean>`(at, part) in (select at, part from segment_turns
        where segment_key = ${key} and at > 0 and ${which}
        order by at, part limit ${sql.lit(foldedAtOnce)})`,
    )
    .returning(['at', 'members'])
    .execute();

/** Adds members to the rows of their instants. What comes to nothing has no row. */
async function addTurns(tx: Tx, key: string, sums: ReadonlyMap<number, number>): Promise<void> {
  // In one order, so that two processes never wait for each other in a circle.
  const rows = [...sums]
    .filter(([, members]) => members !== 0)
    .toSorted(([a], [b]) => a - b)
    .map(([at, members]) => ({ segment_key: key, at, part: 0, members }));
  for (const some of portionsOf(rows)) {
    const stand = await tx.db
      .insertInto('segment_turns')
      .values(some)
      .onConflict((conflict) =>
        conflict
          .columns(['segment_key', 'at', 'part'])
          .doUpdateSet({ members: sql`segment_turns.members + excluded.members` }),
      )
      .returning(['at', 'members'])
      .execute();
    const nothing = stand.flatMap(({ at, members }) => (members === 0 ? [at] : []));
    if (nothing.length === 0) continue;
    await tx.db
      .deleteFrom('segment_turns')
      .where('segment_key', '=', key)
      .where('part', '=', 0)
      .where('at', 'in', nothing)
      .execute();
  }
}

/** The first of some keys of which many rows can be folded, as `foldTurns` does; undefined: none. */
export async function keyToFold(
  db: Kysely<Tables>,
  keys: readonly string[],
  at: number,
): Promise<string | undefined> {
  for (const key of keys) {
    if (await areMany(db, key, sql<boolean>`at <= ${at}`)) return key;
    if (await areMany(db, key, isLoose, 'segment_turns_loose')) return key;
  }
  return undefined;
}

/** @param index SQLite finds them by it; null: by the table's own key */
async function areMany(
  db: Kysely<Tables>,
  key: string,
  which: RawBuilder<boolean>,
  index: string | null = null,
): Promise<boolean> {
  // SQLite takes the table's own key otherwise, and walks all turns that are to come in every idle round.
  const by = index !== null && !isPostgres(db) ? sql`indexed by ${sql.ref(index)}` : sql``;
  const { rows } = await sql`select at from segment_turns ${by}
    where segment_key = ${key} and at > 0 and ${which}
    order by at, part limit 1 offset ${sql.lit(fewRows)}`.execute(db);
  return rows.length > 0;
}

/**
 * Deletes some turns of a key that has no spans any more. They are nothing together, but some of them are not, so they are
 * folded until what is left is deleted in one statement: a key that comes back on the way is counted as it should be.
 */
export async function purgeTurns(tx: Tx, { key, at }: Counting): Promise<void> {
  if (await foldTurns(tx, { key, at })) return;
  // Another process may have written a span meanwhile, by the program before: it brings its turns along, and they stay.
  await tx.db
    .deleteFrom('segment_turns')
    .where('segment_key', '=', key)
    .where(
      sql<boolean>`not exists (select 1 from segment_spans where segment_spans.segment_key = ${key})`,
    )
    .execute();
}
