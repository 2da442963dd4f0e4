import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { JoinedAt } from '#domain/earning/counted-together.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { MergeRow } from '#server/storage/db/schema-merges.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Into which membership this one was merged; undefined: into none. */
export const mergeOf = (db: Kysely<Tables>, memberId: string): Promise<MergeRow | undefined> =>
  db.selectFrom('merges').selectAll().where('from_id', '=', memberId).executeTakeFirst();

/** The membership that goes on of this one: itself, if it was merged into none. */
export async function goesOnAs(db: Kysely<Tables>, memberId: string): Promise<string> {
  for (let id = memberId; ; ) {
    const merge = await mergeOf(db, id);
    if (!merge) return id;
    id = merge.member_id;
  }
}

/** The same for many, by the id of each, in a few statements. */
export async function allGoOnAs(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const goesOn = new Map(memberIds.map((id) => [id, id]));
  for (let asked = [...goesOn.keys()]; asked.length > 0; ) {
    const into = new Map<string, string>();
    for (const some of portionsOf(asked)) {
      const rows = await db
        .selectFrom('merges')
        .select(['from_id', 'member_id'])
        .where('from_id', 'in', some)
        .execute();
      for (const { from_id, member_id } of rows) into.set(from_id, member_id);
    }
    for (const [id, now] of goesOn) goesOn.set(id, into.get(now) ?? now);
    asked = [...new Set(into.values())];
  }
  return goesOn;
}

/** The memberships that were merged into this one, and into those, the earliest first. */
export async function mergedInto(db: Kysely<Tables>, memberId: string): Promise<MergeRow[]> {
  const own = await db.selectFrom('merges').selectAll().where('member_id', '=', memberId).execute();
  const all = [...own];
  for (const { from_id: id } of own) all.push(...(await mergedInto(db, id)));
  return all.toSorted((a, b) => a.at - b.at);
}

/**
 * A member and all memberships that were merged into theirs, by id: what is limited for a person is counted for all of
 * them together.
 */
export const together = async (db: Kysely<Tables>, memberId: string): Promise<string[]> => [
  memberId,
  ...(await mergedInto(db, memberId)).map(({ from_id: id }) => id),
];

/** The memberships that one person has had. */
export interface Person {
  /** Those that were merged, the earliest first; the one that goes on is the last. */
  readonly ids: readonly string[];
  readonly joinedAt: JoinedAt;
}

/** @param memberId a membership that goes on */
export async function personOf(db: Kysely<Tables>, memberId: string): Promise<Person> {
  const merges = await mergedInto(db, memberId);
  const byId = new Map(merges.map((merge) => [merge.from_id, merge]));
  return {
    ids: [...byId.keys(), memberId],
    joinedAt: (fromId, intoId) => {
      let joinedAt: number | undefined;
      for (let id = fromId; id !== intoId; ) {
        const merge = byId.get(id);
        if (!merge) return undefined;
        joinedAt = Math.max(merge.at, joinedAt ?? merge.at);
        id = merge.member_id;
      }
      return joinedAt;
    },
  };
}

/** Those of some members into whose memberships others were merged. */
export async function goOnAmong(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const some of portionsOf(memberIds)) {
    const rows = await db
      .selectFrom('merges')
      .select('member_id')
      .distinct()
      .where('member_id', 'in', some)
      .execute();
    found.push(...rows.map(({ member_id: id }) => id));
  }
  return found;
}

/** The condition that a row is of a member or of a membership that was merged into theirs. Nearly all have none. */
export const ofPerson = async (
  db: Kysely<Tables>,
  memberId: string,
): Promise<RawBuilder<SqlBool>> => ofMemberships(await together(db, memberId));

/** The condition that a row is of one of these memberships. */
export const ofMemberships = (ids: readonly string[]): RawBuilder<SqlBool> =>
  ids.length === 1
    ? sql<SqlBool>`member_id = ${ids[0]}`
    : sql<SqlBool>`member_id in (${sql.join(ids)})`;

/** The merge that ended the membership with this address; undefined: none did. */
export const mergeByAddress = (
  db: Kysely<Tables>,
  addressKey: string,
): Promise<MergeRow | undefined> =>
  db
    .selectFrom('merges')
    .selectAll()
    .where('address_key', '=', addressKey)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The members by the addresses of memberships that were merged into theirs. */
export async function mergedAmong(
  db: Kysely<Tables>,
  addressKeys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (addressKeys.length === 0) return new Map();
  const rows = await db
    .selectFrom('merges')
    .select(['address_key', 'member_id'])
    .where('address_key', 'in', addressKeys)
    .execute();
  const found = new Map<string, string>();
  for (const { address_key, member_id } of rows)
    found.set(address_key, await goesOnAs(db, member_id));
  return found;
}

/** @returns false when the membership was merged before: nothing is added */
export async function addMerge(tx: Tx, row: MergeRow): Promise<boolean> {
  const added = await tx.db
    .insertInto('merges')
    .values(row)
    .onConflict((conflict) => conflict.column('from_id').doNothing())
    .returning('from_id')
    .executeTakeFirst();
  return added !== undefined;
}

/** What a membership is known by leads to the one that goes on: its numbers, what other systems call it, what it came by. */
export async function leadTo(
  tx: Tx,
  { fromId, intoId }: { readonly fromId: string; readonly intoId: string },
): Promise<void> {
  for (const table of ['member_numbers', 'external_ids'] as const)
    await tx.db
      .updateTable(table)
      .set({ member_id: intoId })
      .where('member_id', '=', fromId)
      .execute();
  // Of two lines of one source both stay taken: one in the member's own name, the other in that of the membership that ended.
  await tx.db
    .updateTable('member_imports')
    .set({ member_id: intoId })
    .where('member_id', '=', fromId)
    .where((eb) =>
      eb(
        'source',
        'not in',
        eb.selectFrom('member_imports').select('source').where('member_id', '=', intoId),
      ),
    )
    .execute();
}

/** What a membership has only while somebody is signed in to it or reads its mail; the rest stays with its books. */
const ending = [
  'sessions',
  'address_changes',
  'waiting_addresses',
  'member_addresses',
  'member_words',
  'unsubscribe_links',
  'confirmations',
  'confirmation_ids',
  'pass_scans',
  'facts',
  'newsletters',
  'message_choices',
  'dead_addresses',
  'member_activity',
  'member_tiers',
  'membership_looks',
  'review_links',
  'merge_asks',
  'merge_offers',
  'declined_merges',
  'member_pins',
  'segment_spans',
] as const;

/** Deletes what a membership that was merged needs no more. */
export async function deleteEnding(tx: Tx, memberId: string): Promise<void> {
  for (const table of ending)
    await sql`delete from ${sql.table(table)} where member_id = ${memberId}`.execute(tx.db);
}

/** Two memberships that are one now invite each other no more: nothing more is earned by it. */
export async function dropReferralsBetween(tx: Tx, one: string, other: string): Promise<void> {
  for (const [friend, inviter] of [
    [one, other],
    [other, one],
  ])
    await tx.db
      .deleteFrom('referrals')
      .where('member_id', '=', friend ?? '')
      .where('inviter_id', '=', inviter ?? '')
      .execute();
}
