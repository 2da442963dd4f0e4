import { type Kysely, sql } from 'kysely';
import type { Act, ActKind, Actor, Tally } from '#domain/events/watch.ts';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { WatchedActRow, WatchNoteRow } from '#server/storage/db/schema-watch.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** @returns false when it was there: whoever follows the events may hear one again, as after a restore */
export async function addAct(tx: Tx, act: Act): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('watched_acts')
    .values({
      actor_kind: act.actor.kind,
      actor_id: act.actor.id,
      event_id: act.eventId,
      kind: act.kind,
      at: act.at,
      store_id: act.storeId,
      member_id: act.memberId,
      subject_id: act.subjectId,
      entered: act.entered,
      minor: act.minor,
      points: act.points,
      redeemed_at: act.redeemedAt,
      redeemed_by: act.redeemedBy,
    })
    .onConflict((oc) => oc.column('event_id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** What somebody has done since then, in order; with a member or a kind: only for them, or of that kind. */
export async function actsOf(
  db: Kysely<Tables>,
  actor: Actor,
  { since, memberId, kind }: { since: number; memberId?: string | null; kind?: ActKind },
): Promise<Act[]> {
  let found = db
    .selectFrom('watched_acts')
    .selectAll()
    .where('actor_id', '=', actor.id)
    .where('actor_kind', '=', actor.kind)
    .where('at', '>', since);
  if (memberId) found = found.where('member_id', '=', memberId);
  if (kind) found = found.where('kind', '=', kind);
  return (await found.orderBy('at').execute()).map(toAct);
}

/** Purchases that associates have typed for a member since then. */
export async function byHandFor(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<{ count: number; minor: number }> {
  const row = await db
    .selectFrom('watched_acts')
    .select([sql<number>`count(*)`.as('count'), sql<number>`coalesce(sum(minor), 0)`.as('minor')])
    .where('member_id', '=', memberId)
    .where('kind', '=', 'purchase')
    .where('actor_kind', '=', 'associate')
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), minor: Number(row.minor) }; // PostgreSQL sends both as text.
}

const toAct = (row: WatchedActRow): Act => ({
  kind: row.kind,
  actor: { kind: row.actor_kind, id: row.actor_id },
  eventId: row.event_id,
  at: row.at,
  storeId: row.store_id,
  memberId: row.member_id,
  subjectId: row.subject_id,
  entered: row.entered,
  minor: row.minor,
  points: row.points,
  redeemedAt: row.redeemed_at,
  redeemedBy: row.redeemed_by,
});

/** Acts are only counted within a shift; the notes stay. */
export const purgeActs = (tx: Tx, before: number): Promise<number> =>
  purgeSome(tx.db, 'watched_acts', sql`at < ${before}`);

/** Counts what a till's POS did on a day. @returns the day's count and sum */
export async function countDay(
  tx: Tx,
  { tillId, kind, day }: { tillId: string; kind: ActKind; day: number },
  sum: number,
): Promise<Tally> {
  return tx.db
    .insertInto('pos_days')
    .values({ till_id: tillId, kind, day, count: 1, sum })
    .onConflict((conflict) =>
      conflict.columns(['till_id', 'kind', 'day']).doUpdateSet({
        count: sql`pos_days.count + 1`,
        sum: sql`pos_days.sum + excluded.sum`,
      }),
    )
    .returning(['count', 'sum'])
    .executeTakeFirstOrThrow();
}

/** The highest count and sum of a till's POS on one day, from `since` to before `until`. */
export async function busiestDay(
  db: Kysely<Tables>,
  { tillId, kind, since, until }: { tillId: string; kind: ActKind; since: number; until: number },
): Promise<Tally> {
  const row = await db
    .selectFrom('pos_days')
    .select([
      sql<number>`coalesce(max(count), 0)`.as('count'),
      sql<number>`coalesce(max(sum), 0)`.as('sum'),
    ])
    .where('till_id', '=', tillId)
    .where('kind', '=', kind)
    .where('day', '>=', since)
    .where('day', '<', until)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), sum: Number(row.sum) };
}

export const purgeDays = (tx: Tx, before: number): Promise<number> =>
  purgeSome(tx.db, 'pos_days', sql`day < ${before}`);

export async function addNote(tx: Tx, note: NewNote): Promise<void> {
  const undecided = { decision: null, decided_by: null, decided_at: null };
  await tx.db
    .insertInto('watch_list')
    .values({ ...note, ...undecided })
    .execute();
}

type NewNote = Omit<WatchNoteRow, 'decision' | 'decided_by' | 'decided_at'>;

/** What names a note: each rule notes one event once. */
export type NoteKey = Pick<WatchNoteRow, 'rule' | 'event_id'>;

export function watchNote(db: Kysely<Tables>, key: NoteKey): Promise<WatchNoteRow | undefined> {
  return db
    .selectFrom('watch_list')
    .selectAll()
    .where('event_id', '=', key.event_id)
    .where('rule', '=', key.rule)
    .executeTakeFirst();
}

/** Writes down what was decided, if the note still stands as `from`. @returns whether it did */
export async function decideNote(tx: Tx, key: NoteKey, { from, ...to }: Decided): Promise<boolean> {
  const changed = await tx.db
    .updateTable('watch_list')
    .set(to)
    .where('event_id', '=', key.event_id)
    .where('rule', '=', key.rule)
    .where('decision', from === null ? 'is' : '=', from)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows) === 1;
}

interface Decided extends Pick<WatchNoteRow, 'decision' | 'decided_by' | 'decided_at'> {
  readonly from: WatchNoteRow['decision'];
}

/** By which rules, and about which members, somebody was noted since then. */
export function notedSince(
  db: Kysely<Tables>,
  actor: Actor,
  since: number,
): Promise<Pick<WatchNoteRow, 'rule' | 'member_id' | 'finding'>[]> {
  return db
    .selectFrom('watch_list')
    .select(['rule', 'member_id', 'finding'])
    .where('actor_id', '=', actor.id)
    .where('actor_kind', '=', actor.kind)
    .where('at', '>', since)
    .execute();
}

/** The watch list, the latest first. */
export function watchNotes(
  db: Kysely<Tables>,
  { storeId, since, after, limit }: NotesWish,
): Promise<WatchNoteRow[]> {
  let found = db.selectFrom('watch_list').selectAll().where('at', '>=', since);
  if (storeId !== null) found = found.where('store_id', '=', storeId);
  if (after) {
    const { at, event_id, rule } = after;
    found = found
      .where('at', '<=', at)
      .where((is) =>
        is.or([
          is('at', '<', at),
          is('event_id', '>', event_id),
          is.and([is('event_id', '=', event_id), is('rule', '>', rule)]),
        ]),
      );
  }
  if (limit !== undefined) found = found.limit(limit);
  return found.orderBy('at', 'desc').orderBy('event_id').orderBy('rule').execute();
}

export interface NotesWish {
  /** Null: of all stores. */
  readonly storeId: string | null;
  readonly since: number;
  /** Where the last page ended; absent: the first page. */
  readonly after?: NoteKey & Pick<WatchNoteRow, 'at'>;
  readonly limit?: number;
}

/** The latest notes since then, some of them. */
export function latestWatchNotes(
  db: Kysely<Tables>,
  since: number,
  limit: number,
): Promise<Pick<WatchNoteRow, 'at'>[]> {
  return db
    .selectFrom('watch_list')
    .select('at')
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
}
