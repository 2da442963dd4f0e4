import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import type { SegmentSweepRow } from '#server/storage/db/schema-desk.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** How far all members were looked at, by the key of each segment. */
export const segmentSweeps = (db: Kysely<Tables>): Promise<SegmentSweepRow[]> =>
  db.selectFrom('segment_sweeps').selectAll().orderBy('segment_key').execute();

/** Begins with keys that nobody has seen. Another process may have done so: nothing changes then. */
export async function beginSweeps(tx: Tx, keys: readonly string[], at: number): Promise<void> {
  if (keys.length === 0) return;
  await tx.db
    .insertInto('segment_sweeps')
    .values(
      keys.map((key) => ({ segment_key: key, seen_at: at, after_member_id: '', done_at: null })),
    )
    .onConflict((conflict) => conflict.column('segment_key').doNothing())
    .execute();
}

/** Forgets keys that no program in force has: from then on nobody keeps their spans. */
export async function endSweeps(tx: Tx, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.db.deleteFrom('segment_sweeps').where('segment_key', 'in', keys).execute();
}

/**
 * Moves the sweeps that have come to a place on to the next.
 * @param to the last member who was looked at; null: it was the last one of all
 * @returns whether they were still there
 * @throws Error when only some were: nothing of the act may stay
 */
export async function moveSweeps(
  tx: Tx,
  keys: readonly string[],
  { from, to, at }: { readonly from: string; readonly to: string | null; readonly at: number },
): Promise<boolean> {
  const moved = await tx.db
    .updateTable('segment_sweeps')
    .set(to === null ? { done_at: at } : { after_member_id: to })
    .where('segment_key', 'in', keys)
    .where('after_member_id', '=', from)
    .where('done_at', 'is', null)
    .returning('segment_key')
    .execute();
  if (moved.length > 0 && moved.length < keys.length) throw new Error('sweeps have parted');
  return moved.length > 0;
}
