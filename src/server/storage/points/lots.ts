import { type Kysely, sql } from 'kysely';
import { firstLook } from '#domain/points/expiry-notice.ts';
import type { Draw, EntryDraft } from '#domain/points/ledger.ts';
import type { Lot } from '#domain/points/lot.ts';
import { quietTopic } from '#server/storage/db/live.ts';
import { addRows, runOver } from '#server/storage/db/many-rows.ts';
import type { LotRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A member's lots with points, expired or not, the one that expires first in front. */
export async function lotsOf(db: Kysely<Tables>, memberId: string): Promise<Lot[]> {
  const rows = await db
    .selectFrom('lots')
    .select(['id', 'remaining', 'expires_at', 'available_at', 'ends_at'])
    .where('member_id', '=', memberId)
    // Written out: otherwise SQLite would not use the index of lots with points.
    .where(sql<boolean>`remaining > 0`)
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
  return rows.map(toLot);
}

/** When lots of a member end, empty ones too; nobody was told of the others, so they don't. */
export async function lotEnds(
  db: Kysely<Tables>,
  memberId: string,
  lotIds: readonly string[],
): Promise<Map<string, number>> {
  if (lotIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lots')
    .select(['id', 'ends_at'])
    .where('member_id', '=', memberId)
    .where('id', 'in', lotIds)
    .execute();
  return new Map(rows.map(({ id, ends_at }) => [id, ends_at ?? Number.POSITIVE_INFINITY]));
}

/** A pending lot that is available now, and of which nobody was told. */
export type UntoldLot = Pick<LotRow, 'member_id' | 'id'>;

/** Lots that became available and of which nobody was told, at most `limit`. */
export function untoldLots(db: Kysely<Tables>, at: number, limit: number): Promise<UntoldLot[]> {
  return (
    db
      .selectFrom('lots')
      .select(['member_id', 'id'])
      // Written as SQL, because the planner uses a partial index only if it sees the index's own condition.
      .where(sql<boolean>`untold = 1`)
      .where('available_at', '<=', at)
      .orderBy('available_at')
      .limit(limit)
      .execute()
  );
}

/** Marks a lot as told. @returns the lot; undefined if another process has told it */
export function markTold(
  tx: Tx,
  { member_id, id }: UntoldLot,
): Promise<Pick<LotRow, 'remaining' | 'available_at'> | undefined> {
  return tx.db
    .updateTable('lots')
    .set({ untold: 0 })
    .where('member_id', '=', member_id)
    .where('id', '=', id)
    .where('untold', '=', 1)
    .returning(['remaining', 'available_at'])
    .executeTakeFirst();
}

export const toLot = (
  row: Pick<LotRow, 'id' | 'remaining' | 'expires_at' | 'available_at' | 'ends_at'>,
): Lot => ({
  id: row.id,
  remaining: row.remaining,
  expiresAt: row.ends_at ?? row.expires_at,
  ...(row.ends_at === null && { untold: true as const }),
  ...(row.available_at !== null && { availableAt: row.available_at }),
});

/** Opens the lot of an entry, if it has one. */
export async function openLot(
  tx: Tx,
  memberId: string,
  { cause, lotExpiresAt, lotAvailableAt }: EntryDraft,
): Promise<void> {
  if (lotExpiresAt === null) return;
  const when = { expires_at: lotExpiresAt, available_at: lotAvailableAt ?? null };
  const untold = lotAvailableAt === undefined ? 0 : 1;
  const lot = { member_id: memberId, id: cause, remaining: 0, ...when, untold };
  await tx.db
    .insertInto('lots')
    .values({ ...lot, ...unnoticed(lotExpiresAt) })
    .execute();
}

/** What is on record of a lot's end before anybody tells of it. */
export const unnoticed = (expiresAt: number) => ({
  told_at: null,
  told_by: null,
  ends_at: null,
  notice_step: 0 as const,
  notice_mail_id: null,
  look_at: firstLook(expiresAt),
});

/** Moves the end of all lots with points to a later day, of which the member is told anew. */
export async function keepLots(tx: Tx, memberId: string, until: number): Promise<void> {
  tx.tell(quietTopic(memberId));
  await tx.db
    .updateTable('lots')
    .set({ expires_at: until, ...unnoticed(until) })
    .where('member_id', '=', memberId)
    .where(sql<boolean>`remaining > 0`)
    .where('expires_at', '<', until)
    .execute();
}

export async function applyDraw(tx: Tx, memberId: string, draw: Draw): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('lots')
    .set((eb) => ({ remaining: eb('remaining', '+', draw.points) }))
    .where('member_id', '=', memberId)
    .where('id', '=', draw.lotId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`an entry draws on an unknown lot: ${draw.lotId}`);
}

/** Which lot of which member. */
export interface LotName {
  readonly memberId: string;
  readonly id: string;
}

/** Takes out all that these lots hold. */
export async function emptyLots(tx: Tx, lots: readonly LotName[]): Promise<void> {
  await runOver(
    tx.db,
    { types: ['text', 'text'], rows: lots.map(({ memberId, id }) => [memberId, id]) },
    (table) => `update lots set remaining = 0
      from ${table} as ended where lots.member_id = ended.column1 and lots.id = ended.column2`,
  );
}

/** The columns of a lot. */
const columns = {
  member_id: 'text',
  id: 'text',
  remaining: 'whole',
  expires_at: 'whole',
  available_at: 'whole',
  untold: 'whole',
  told_at: 'whole',
  told_by: 'text',
  ends_at: 'whole',
  notice_step: 'whole',
  look_at: 'whole',
  notice_mail_id: 'text',
} as const satisfies Record<keyof LotRow, 'text' | 'whole'>;

/** Adds lots of many members, whose entries the caller adds too. */
export const addLots = (tx: Tx, lots: readonly LotRow[]): Promise<void> =>
  addRows(tx.db, 'lots', columns, lots);
