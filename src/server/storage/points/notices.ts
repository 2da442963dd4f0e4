import { type Kysely, sql } from 'kysely';
import type { NoticedLot, NoticeStep } from '#domain/points/expiry-notice.ts';
import { quietTopic } from '#server/storage/db/live.ts';
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

/** The members at whose lots the clock must look, the longest due first; at most `limit`. */
export async function membersToLookAt(
  db: Kysely<Tables>,
  at: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('lots')
    .select('member_id')
    // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
    .where(sql<boolean>`remaining > 0`)
    .where('look_at', '<=', at)
    .orderBy('look_at')
    .limit(limit)
    .execute();
  return [...new Set(rows.map(({ member_id }) => member_id))];
}

/** A member's lots with points, the one that expires first in front. */
export async function recordedLots(db: Kysely<Tables>, memberId: string): Promise<RecordedLot[]> {
  const rows = await db
    .selectFrom('lots')
    .selectAll()
    .where('member_id', '=', memberId)
    .where(sql<boolean>`remaining > 0`)
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
  return rows.map(toRecorded);
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

/** Writes that a member was told, and when each lot ends now. */
export async function putTold(
  tx: Tx,
  memberId: string,
  told: { readonly at: number; readonly by: NoticeWay },
  lots: readonly { readonly id: string; readonly endsAt: number; readonly lookAt: number }[],
): Promise<void> {
  tx.tell(quietTopic(memberId));
  for (const some of slices(lots)) {
    const rows = some.map(
      ({ id, endsAt, lookAt }) => sql`(${id}, ${whole(endsAt)}, ${whole(lookAt)})`,
    );
    await sql`update lots
      set told_at = ${told.at}, told_by = ${told.by}, ends_at = told.column2, look_at = told.column3
      from (values ${sql.join(rows)}) as told
      where lots.member_id = ${memberId} and lots.id = told.column1`.execute(tx.db);
  }
}

/** Writes how far telling has come. @param mailId absent: no other mail than before tells of them */
export async function putSteps(
  tx: Tx,
  memberId: string,
  lots: readonly { readonly id: string; readonly step: NoticeStep; readonly lookAt: number }[],
  mailId?: string,
): Promise<void> {
  for (const some of slices(lots)) {
    const rows = some.map(({ id, step, lookAt }) => sql`(${id}, ${whole(step)}, ${whole(lookAt)})`);
    const mail = mailId === undefined ? sql`` : sql`, notice_mail_id = ${mailId}`;
    await sql`update lots set notice_step = looked.column2, look_at = looked.column3${mail}
      from (values ${sql.join(rows)}) as looked
      where lots.member_id = ${memberId} and lots.id = looked.column1`.execute(tx.db);
  }
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

/** A statement may have so many parameters only. */
function* slices<T>(all: readonly T[]): Iterable<readonly T[]> {
  for (let from = 0; from < all.length; from += 500) yield all.slice(from, from + 500);
}
