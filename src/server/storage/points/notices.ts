import { type Kysely, sql } from 'kysely';
import type { NoticedLot, NoticeStep } from '#domain/points/expiry-notice.ts';
import { quietTopic } from '#server/storage/db/live.ts';
import { among, runOver } from '#server/storage/db/many-rows.ts';
import type { LotRow, Tables } from '#server/storage/db/schema.ts';
import type { NoticeWay } from '#server/storage/db/schema-sign-ins.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A lot with points, and what is on record of its notices. */
export interface RecordedLot extends NoticedLot {
  readonly id: string;
  readonly remaining: number;
  readonly lookAt: number | null;
  readonly mailId: string | null;
}

/** A member at whose lots the clock must look, and at how many. */
export interface MemberToLookAt {
  readonly memberId: string;
  readonly lots: number;
}

/** The members at whose lots the clock must look, the longest due first; at most `limit` lots in all. */
export async function membersToLookAt(
  db: Kysely<Tables>,
  at: number,
  limit: number,
): Promise<MemberToLookAt[]> {
  const rows = await db
    .selectFrom('lots')
    .select('member_id')
    // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
    .where(sql<boolean>`remaining > 0`)
    .where('look_at', '<=', at)
    .orderBy('look_at')
    .limit(limit)
    .execute();
  const lots = new Map<string, number>();
  for (const { member_id } of rows) lots.set(member_id, (lots.get(member_id) ?? 0) + 1);
  return [...lots].map(([memberId, count]) => ({ memberId, lots: count }));
}

/** A member's lots with points, the one that expires first in front. */
export const recordedLots = async (db: Kysely<Tables>, memberId: string): Promise<RecordedLot[]> =>
  (await recordedLotsOf(db, [memberId])).get(memberId) ?? [];

/** The same of several members at once; who has no lot with points is not in it. */
export async function recordedLotsOf(
  db: Kysely<Tables>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, RecordedLot[]>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lots')
    .selectAll()
    .where(among('member_id', memberIds))
    .where(sql<boolean>`remaining > 0`)
    .orderBy('member_id')
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
  const lots = new Map<string, RecordedLot[]>();
  for (const row of rows) {
    const own = lots.get(row.member_id);
    if (own) own.push(toRecorded(row));
    else lots.set(row.member_id, [toRecorded(row)]);
  }
  return lots;
}

const toRecorded = (row: LotRow): RecordedLot => ({
  id: row.id,
  remaining: row.remaining,
  expiresAt: row.expires_at,
  availableAt: row.available_at,
  endsAt: row.ends_at,
  step: row.notice_step,
  lookAt: row.look_at,
  mailId: row.notice_mail_id,
});

/** A lot whose member was told, and when it ends now. */
export interface ToldLot {
  readonly memberId: string;
  readonly id: string;
  readonly endsAt: number;
  readonly lookAt: number;
}

/** Writes that members were told. */
export async function putTold(
  tx: Tx,
  told: { readonly at: number; readonly by: NoticeWay },
  lots: readonly ToldLot[],
): Promise<void> {
  for (const memberId of new Set(lots.map((lot) => lot.memberId))) tx.tell(quietTopic(memberId));
  const rows = lots.map(({ memberId, id, endsAt, lookAt }) => [
    memberId,
    id,
    endsAt,
    lookAt,
    told.at,
    told.by,
  ]);
  const types = ['text', 'text', 'whole', 'whole', 'whole', 'text'] as const;
  await runOver(
    tx.db,
    { types, rows },
    (table) => `update lots set ends_at = told.column3, look_at = told.column4,
        told_at = told.column5, told_by = told.column6
      from ${table} as told where lots.member_id = told.column1 and lots.id = told.column2`,
  );
}

/** How far telling of a lot has come. */
export interface LotStep {
  readonly memberId: string;
  readonly id: string;
  readonly step: NoticeStep;
  readonly lookAt: number;
  /** The mail that tells of it; null: the same as before, if any. */
  readonly mailId: string | null;
}

export async function putSteps(tx: Tx, lots: readonly LotStep[]): Promise<void> {
  const rows = lots.map(({ memberId, id, step, lookAt, mailId }) => [
    memberId,
    id,
    step,
    lookAt,
    mailId,
  ]);
  await runOver(
    tx.db,
    { types: ['text', 'text', 'whole', 'whole', 'text'], rows },
    (table) => `update lots set notice_step = looked.column3, look_at = looked.column4,
        notice_mail_id = coalesce(looked.column5, lots.notice_mail_id)
      from ${table} as looked where lots.member_id = looked.column1 and lots.id = looked.column2`,
  );
}

/** A lot that went to another membership of the same person ends as they were told. */
export async function copyNotice(
  tx: Tx,
  from: { readonly fromId: string; readonly lotId: string },
  to: { readonly intoId: string; readonly lotId: string },
): Promise<void> {
  const told = await tx.db
    .selectFrom('lots')
    .select(['told_at', 'told_by', 'ends_at', 'notice_step', 'look_at'])
    .where('member_id', '=', from.fromId)
    .where('id', '=', from.lotId)
    .executeTakeFirst();
  if (!told) throw new Error('a lot was moved and is not there');
  await tx.db
    .updateTable('lots')
    .set(told)
    .where('member_id', '=', to.intoId)
    .where('id', '=', to.lotId)
    .execute();
}

/** All that a member still has ends now, as they were told: of each lot with points. */
export async function endTold(tx: Tx, memberId: string, at: number): Promise<void> {
  tx.tell(quietTopic(memberId));
  await sql`update lots set told_at = ${at}, told_by = 'wallet', look_at = null,
      ends_at = case when ends_at is null or ends_at > ${whole(at)} then ${whole(at)} else ends_at end
    where member_id = ${memberId} and remaining > 0`.execute(tx.db);
}

/** Points past their day that stay, because nobody could tell their member. */
export interface Waiting {
  readonly memberId: string;
  readonly points: number;
  readonly since: number;
}

/** The members whose points wait, the longest first; at most `limit`. */
export async function waitingPoints(db: Kysely<Tables>, limit: number): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('lots')
    .select(['member_id', 'remaining', 'expires_at'])
    // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
    .where(sql<boolean>`notice_step = 3`)
    .where('remaining', '>', 0)
    .where('ends_at', 'is', null)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  const members = Map.groupBy(rows, ({ member_id }) => member_id);
  return [...members].map(([memberId, lots]) => ({
    memberId,
    points: lots.reduce((sum, { remaining }) => sum + remaining, 0),
    since: Math.min(...lots.map(({ expires_at }) => expires_at)),
  }));
}

/** The type is said, because PostgreSQL takes a parameter of VALUES for text. */
const whole = (value: number) => sql`cast(${value} as bigint)`;
