import type { Kysely } from 'kysely';
import type { Act, WatchRule } from '#domain/events/watch.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { WatchActRow, WatchNoteRow } from '#server/storage/db/schema-watch.ts';
import type { Tx } from '#server/storage/db/store.ts';

export async function addAct(tx: Tx, act: Act): Promise<void> {
  await tx.db
    .insertInto('watch_acts')
    .values({
      associate_id: act.associateId,
      event_id: act.eventId,
      kind: act.kind,
      at: act.at,
      store_id: act.storeId,
      member_id: act.memberId,
      subject_id: act.subjectId,
      entered: act.entered,
      minor: act.minor,
      redeemed_at: act.redeemedAt,
      redeemed_by: act.redeemedBy,
    })
    .execute();
}

/** What an associate did since then, in order. */
export async function actsOf(
  db: Kysely<Tables>,
  associateId: string,
  since: number,
): Promise<Act[]> {
  const rows = await db
    .selectFrom('watch_acts')
    .selectAll()
    .where('associate_id', '=', associateId)
    .where('at', '>', since)
    .orderBy('at')
    .execute();
  return rows.map(toAct);
}

const toAct = (row: WatchActRow): Act => ({
  kind: row.kind,
  eventId: row.event_id,
  at: row.at,
  associateId: row.associate_id,
  storeId: row.store_id,
  memberId: row.member_id,
  subjectId: row.subject_id,
  entered: row.entered,
  minor: row.minor,
  redeemedAt: row.redeemed_at,
  redeemedBy: row.redeemed_by,
});

/** Acts are only counted within a shift; the notes stay. */
export async function purgeActs(tx: Tx, before: number): Promise<void> {
  await tx.db.deleteFrom('watch_acts').where('at', '<', before).execute();
}

export async function addNote(tx: Tx, note: WatchNoteRow): Promise<void> {
  await tx.db.insertInto('watch_notes').values(note).execute();
}

/** By which rules, and about which members, an associate was noted since then. */
export function notedSince(
  db: Kysely<Tables>,
  associateId: string,
  since: number,
): Promise<{ rule: WatchRule; member_id: string }[]> {
  return db
    .selectFrom('watch_notes')
    .select(['rule', 'member_id'])
    .where('associate_id', '=', associateId)
    .where('at', '>', since)
    .execute();
}

/** The watch list, the latest first. @param storeId null: of every store */
export function watchNotes(
  db: Kysely<Tables>,
  { storeId, since }: { storeId: string | null; since: number },
): Promise<WatchNoteRow[]> {
  let found = db.selectFrom('watch_notes').selectAll().where('at', '>=', since);
  if (storeId !== null) found = found.where('store_id', '=', storeId);
  return found.orderBy('at', 'desc').orderBy('event_id').orderBy('rule').execute();
}
