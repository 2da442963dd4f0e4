import { type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { PassScanRow } from '#server/storage/db/schema-passes.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** The scan of these digits, whenever it was. */
export function scanByKey(
  db: Kysely<Tables>,
  memberId: string,
  passKeys: readonly string[],
): Promise<PassScanRow | undefined> {
  return db
    .selectFrom('pass_scans')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('pass_key', 'in', passKeys)
    .executeTakeFirst();
}

/** What a phone's half minute was used for, whichever reward it was. */
export function scanAt(
  db: Kysely<Tables>,
  { member_id, session_id, step }: Pick<PassScanRow, 'member_id' | 'session_id' | 'step'>,
): Promise<PassScanRow | undefined> {
  return db
    .selectFrom('pass_scans')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('session_id', '=', session_id)
    .where('step', '=', step)
    .executeTakeFirst();
}

export async function addScan(tx: Tx, row: PassScanRow): Promise<void> {
  await tx.db.insertInto('pass_scans').values(row).execute();
}

export async function changeScan(
  tx: Tx,
  { member_id, session_id, step }: PassScanRow,
  change: Pick<PassScanRow, 'state' | 'refusal'>,
): Promise<void> {
  await tx.db
    .updateTable('pass_scans')
    .set(change)
    .where('member_id', '=', member_id)
    .where('session_id', '=', session_id)
    .where('step', '=', step)
    .execute();
}

/** The last time that a phone's pass for a slot was issued. */
export function lastIssuedScan(
  db: Kysely<Tables>,
  { member_id, session_id, slot }: Pick<PassScanRow, 'member_id' | 'session_id' | 'slot'>,
): Promise<PassScanRow | undefined> {
  return db
    .selectFrom('pass_scans')
    .selectAll()
    .where('member_id', '=', member_id)
    .where('session_id', '=', session_id)
    .where('slot', '=', slot)
    .where('state', '=', 'issued')
    .orderBy('scanned_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** What tills have made of a member's passes since then, the latest first. */
export function endedScans(
  db: Kysely<Tables>,
  memberId: string,
  since: number,
): Promise<PassScanRow[]> {
  return db
    .selectFrom('pass_scans')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('scanned_at', '>', since)
    .where('state', 'in', ['issued', 'refused'])
    .orderBy('scanned_at', 'desc')
    .limit(endedAtMost)
    .execute();
}

/** A page shows the last few; nobody shops more in a day. */
const endedAtMost = 20;

/** Deletes scans that came to nothing. The others stay, because a till that asks again gets its answer for ever. */
export const purgeScans = (tx: Tx, scannedBefore: number): Promise<number> =>
  // The planner uses a partial index only if it sees the index's own condition.
  purgeSome(tx.db, 'pass_scans', sql`scanned_at < ${scannedBefore} and state <> 'issued'`);
