import { type Kysely, sql } from 'kysely';
import type { Draw, EntryDraft } from '#domain/points/ledger.ts';
import type { Lot } from '#domain/points/lot.ts';
import type { LotRow, Tables } from '#server/storage/db/schema.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** A member's lots with points, expired or not, the one that expires first in front. */
export async function lotsOf(db: Kysely<Tables>, memberId: string): Promise<Lot[]> {
  const rows = await db
    .selectFrom('lots')
    .select(['id', 'remaining', 'expires_at', 'available_at'])
    .where('member_id', '=', memberId)
    .where('remaining', '>', 0)
    .orderBy('expires_at')
    .orderBy('id')
    .execute();
  return rows.map(toLot);
}

/** When lots of a member expire, empty ones too. */
export async function lotEnds(
  db: Kysely<Tables>,
  memberId: string,
  lotIds: readonly string[],
): Promise<Map<string, number>> {
  if (lotIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('lots')
    .select(['id', 'expires_at'])
    .where('member_id', '=', memberId)
    .where('id', 'in', lotIds)
    .execute();
  return new Map(rows.map(({ id, expires_at }) => [id, expires_at]));
}

/** The members whom the clock must visit, with points in expired lots; at most `limit`. */
export async function membersWithExpiredLots(
  db: Kysely<Tables>,
  at: number,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('lots')
    // An expression: otherwise SQLite would use the index of a member's lots, for DISTINCT, and read every lot there is.
    .select(sql<string>`member_id || ''`.as('memberId'))
    .distinct()
    // Written out, as the index is of these rows alone.
    .where(sql<boolean>`remaining > 0`)
    .where('expires_at', '<=', at)
    .limit(limit)
    .execute();
  return rows.map(({ memberId }) => memberId);
}

/** A pending lot that is available now, and of which nobody was told. */
export type UntoldLot = Pick<LotRow, 'member_id' | 'id'>;

/** Lots that became available and of which nobody was told, at most `limit`. */
export function untoldLots(db: Kysely<Tables>, at: number, limit: number): Promise<UntoldLot[]> {
  return (
    db
      .selectFrom('lots')
      .select(['member_id', 'id'])
      // Written out, as the index is of these rows alone.
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
  row: Pick<LotRow, 'id' | 'remaining' | 'expires_at' | 'available_at'>,
): Lot => ({
  ...{ id: row.id, remaining: row.remaining, expiresAt: row.expires_at },
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
  await tx.db.insertInto('lots').values(lot).execute();
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
