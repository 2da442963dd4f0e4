import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** How much there is to replay, so that nobody takes an empty ledger for a correct one. */
export interface LedgerSize {
  readonly entries: number;
  readonly members: number;
  /** When its first entry was written; null: there is none. */
  readonly since: number | null;
}

export function ledgerSize(db: Kysely<Tables>): Promise<LedgerSize> {
  return db
    .selectFrom('ledger_entries')
    .select(({ fn }) => [
      fn.countAll<number>().as('entries'),
      fn.count<number>('member_id').distinct().as('members'),
      fn.min<number | null>('at').as('since'),
    ])
    .executeTakeFirstOrThrow();
}

/** Whether anything was ever written. */
export const hasEntries = async (db: Kysely<Tables>): Promise<boolean> =>
  (await db.selectFrom('ledger_entries').select('seq').limit(1).executeTakeFirst()) !== undefined;
