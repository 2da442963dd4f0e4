import { type Kysely, sql } from 'kysely';
import { purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { JoiningGiftRow } from '#server/storage/db/schema-referrals.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Whether a mailbox has had the gift for joining. @param hashes of one mailbox, under each key */
export async function hadJoiningGift(
  db: Kysely<Tables>,
  hashes: readonly string[],
  at: number,
): Promise<boolean> {
  const found = await db
    .selectFrom('joining_gifts')
    .select('mailbox_hash')
    .where('mailbox_hash', 'in', hashes)
    .where('ends_at', '>', at)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * Keeps that a mailbox has the gift. Of two who ask at once, the second waits until the first has committed.
 * @returns false: it has had it
 */
export async function addJoiningGift(tx: Tx, row: JoiningGiftRow, at: number): Promise<boolean> {
  const added = await tx.db
    .insertInto('joining_gifts')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('mailbox_hash')
        .doUpdateSet({ ends_at: row.ends_at })
        .where('joining_gifts.ends_at', '<=', at),
    )
    .returning('mailbox_hash')
    .executeTakeFirst();
  return added !== undefined;
}

/** Deletes some of those whose time is over at `at` (`purgeSome`). */
export const purgeJoiningGifts = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'joining_gifts', sql`ends_at <= ${at}`);
