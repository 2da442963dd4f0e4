import { type Kysely, sql } from 'kysely';
import { noEnd } from '#domain/segments/spans.ts';
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
 * Makes one row of the turns of a key that were before an instant, if they are many; of very many, of the first ones.
 * @returns whether there may be more
 */
export async function foldTurns(tx: Tx, { key, at }: Counting): Promise<boolean> {
  const last = await oldTurn(tx.db, { key, at }, foldedAtOnce);
  const gone = await tx.db
    .deleteFrom('segment_turns')
    .where('segment_key', '=', key)
    .where('at', '>', 0)
    .where('at', '<=', last ?? at)
    .returning('members')
    .execute();
  const members = gone.reduce((sum, row) => sum + row.members, 0);
  await tx.db
    .insertInto('segment_turns')
    .values({ segment_key: key, at: 0, part: 0, members })
    .onConflict((conflict) =>
      conflict
        .columns(['segment_key', 'at', 'part'])
        .doUpdateSet({ members: sql`segment_turns.members + excluded.members` }),
    )
    .execute();
  return last !== undefined;
}

/** The first of some keys of which many rows of turns are before an instant; undefined: none. */
export async function keyToFold(
  db: Kysely<Tables>,
  keys: readonly string[],
  at: number,
): Promise<string | undefined> {
  for (const key of keys) if ((await oldTurn(db, { key, at }, fewRows)) !== undefined) return key;
  return undefined;
}

/** The instant of the turn of a key that comes after so many others, if it is before an instant. */
async function oldTurn(
  db: Kysely<Tables>,
  { key, at }: Counting,
  after: number,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('segment_turns')
    .select('at')
    .where('segment_key', '=', key)
    .where('at', '>', 0)
    .where('at', '<=', at)
    .orderBy('at')
    .limit(1)
    .offset(after)
    .executeTakeFirst();
  return row?.at;
}

/** Deletes the first turns of a key that has no spans any more: they are nothing together. */
export async function purgeTurns(tx: Tx, key: string): Promise<void> {
  const last = await oldTurn(tx.db, { key, at: noEnd }, foldedAtOnce);
  await tx.db
    .deleteFrom('segment_turns')
    .where('segment_key', '=', key)
    .where('at', '<=', last ?? noEnd)
    .execute();
}
