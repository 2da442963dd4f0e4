import { sql, type Transaction } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';
import { type AnswerHashes, isSealed } from '#server/storage/till/idempotency-keys.ts';

const pageSize = 500;

/** A till's key, in the order of the table. */
export type AnswerPlace = readonly [tillId: string, key: string];

/**
 * Checks a page of the answers that tills can still ask for again.
 * @param from answers since then have a seal
 */
export async function changedAnswers(
  trx: Transaction<Tables>,
  [tillId, key]: AnswerPlace,
  { hashes, from }: { readonly hashes: AnswerHashes; readonly from: number },
): Promise<{ last: AnswerPlace | null; faults: string[] }> {
  const rows = await trx
    .selectFrom('idempotency_keys')
    .selectAll()
    .where(sql<boolean>`(till_id, key) > (${tillId}, ${key})`)
    .orderBy('till_id')
    .orderBy('key')
    .limit(pageSize)
    .execute();
  const last = rows.at(-1);
  return {
    last: last ? [last.till_id, last.key] : null,
    faults: rows
      .filter((row) => row.at >= from && !isSealed(hashes, row))
      .map(
        (row) => `the answer kept for till ${row.till_id} under ${row.key} is not the one it got`,
      ),
  };
}
