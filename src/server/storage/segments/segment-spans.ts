import type { Kysely } from 'kysely';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SegmentSpanRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** What was worked out of a member, and for which count of their changes (`newsOf`). */
export interface Looked {
  readonly memberId: string;
  readonly version: number;
  /** When somebody must look again, epoch milliseconds; null: not before the member changes. */
  readonly lookAt: number | null;
  /** Null: it could not be worked out, and what stands there stays. */
  readonly spans: readonly SegmentSpanRow[] | null;
}

/** Members whose spans are to be worked out anew, the longest due first; at most `limit`. */
export async function dueMembers(db: Kysely<Tables>, at: number, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('member_news')
    .select('member_id')
    .where('look_at', '<=', at)
    .orderBy('look_at')
    .orderBy('member_id')
    .limit(limit)
    .execute();
  return rows.map(({ member_id: id }) => id);
}

/** How often each of some members has changed (`newsOf`), read before anything else of them. */
export async function newsOfMembers(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const versions = new Map(memberIds.map((id) => [id, 0]));
  for (const some of portionsOf(memberIds)) {
    const rows = await db
      .selectFrom('member_news')
      .select(['member_id', 'version'])
      .where('member_id', 'in', some)
      .execute();
    for (const { member_id, version } of rows) versions.set(member_id, version);
  }
  return versions;
}

/** The same of those who need not be looked at at an instant. */
export async function membersKnown(
  db: Kysely<Tables>,
  memberIds: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, number>> {
  const known = new Map<string, number>();
  for (const some of portionsOf(memberIds)) {
    const rows = await db
      .selectFrom('member_news')
      .select(['member_id', 'version'])
      .where('member_id', 'in', some)
      .where((eb) => eb.or([eb('look_at', 'is', null), eb('look_at', '>', at)]))
      .execute();
    for (const { member_id, version } of rows) known.set(member_id, version);
  }
  return known;
}

/**
 * Writes the spans of members under all keys in force, in the place of those that stand there. Of a member who has changed
 * since the count was read nothing is written, and they stay due. What stands there already is not written again: a span
 * that is deleted and comes back turns its counts twice.
 */
export async function putSpans(
  tx: Tx,
  keys: readonly string[],
  looked: readonly Looked[],
): Promise<void> {
  // In the order in which transactions count changes, so that those two never wait for each other in a circle. Erasing and
  // merging delete spans before they count: where one meets this, PostgreSQL ends one of the two, and it is tried again.
  const inOrder = looked.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  for (const some of portionsOf(inOrder)) {
    const same = await tx.db
      .insertInto('member_news')
      .values(
        some.map(({ memberId, version, lookAt }) => ({
          member_id: memberId,
          version,
          look_at: lookAt,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .column('member_id')
          .doUpdateSet((eb) => ({ look_at: eb.ref('excluded.look_at') }))
          .whereRef('member_news.version', '=', 'excluded.version'),
      )
      .returning('member_id')
      .execute();
    const unchanged = new Set(same.map(({ member_id: id }) => id));
    const own = some.filter(({ memberId, spans }) => unchanged.has(memberId) && spans !== null);
    if (own.length === 0) continue;
    const other = await withOtherSpans(tx, keys, own);
    if (other.length === 0) continue;
    await tx.db
      .deleteFrom('segment_spans')
      .where('segment_key', 'in', keys)
      .where(
        'member_id',
        'in',
        other.map(({ memberId }) => memberId),
      )
      .execute();
    const rows = other.flatMap(({ spans }) => spans ?? []);
    for (const part of portionsOf(rows))
      await tx.db.insertInto('segment_spans').values(part).execute();
  }
}

/** Those of whom other spans stand there than were worked out. */
async function withOtherSpans(
  { db }: Tx,
  keys: readonly string[],
  looked: readonly Looked[],
): Promise<readonly Looked[]> {
  const standing = await db
    .selectFrom('segment_spans')
    .selectAll()
    .where('segment_key', 'in', keys)
    .where(
      'member_id',
      'in',
      looked.map(({ memberId }) => memberId),
    )
    .execute();
  const byMember = Map.groupBy(standing, (row) => row.member_id);
  return looked.filter(
    ({ memberId, spans }) => textOf(byMember.get(memberId) ?? []) !== textOf(spans ?? []),
  );
}

const textOf = (spans: readonly SegmentSpanRow[]): string =>
  spans
    .map((one) => `${one.segment_key} ${one.from_at} ${one.until_at}`)
    .sort()
    .join();

/** The spans of some members under a key, those to come included. */
export async function spansOfMembers(
  db: Kysely<Tables>,
  key: string,
  memberIds: readonly string[],
): Promise<SegmentSpanRow[]> {
  const found: SegmentSpanRow[] = [];
  for (const some of portionsOf(memberIds))
    found.push(
      ...(await db
        .selectFrom('segment_spans')
        .selectAll()
        .where('segment_key', '=', key)
        .where('member_id', 'in', some)
        .execute()),
    );
  return found;
}

/** Every key of which a row stands there: each is found from the one before, however many rows they have. */
export async function keysIn(
  db: Kysely<Tables>,
  table: 'segment_spans' | 'segment_turns',
): Promise<string[]> {
  const keys: string[] = [];
  for (let after = ''; ; ) {
    const row = await db
      .selectFrom(table)
      .select('segment_key')
      .where('segment_key', '>', after)
      .orderBy('segment_key')
      .limit(1)
      .executeTakeFirst();
    if (!row) return keys;
    keys.push(row.segment_key);
    after = row.segment_key;
  }
}

/** Deletes the first spans of a key, of about so many members. */
export async function purgeSpans(tx: Tx, key: string, limit: number): Promise<void> {
  const rows = await tx.db
    .selectFrom('segment_spans')
    .select('member_id')
    .where('segment_key', '=', key)
    .orderBy('member_id')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (!last) return;
  await tx.db
    .deleteFrom('segment_spans')
    .where('segment_key', '=', key)
    .where('member_id', '<=', last.member_id)
    .execute();
}
