import { setImmediate as letOthers } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { isPostgres, purgeSome } from '#server/storage/db/dialect.ts';
import { waitedTooLong } from '#server/storage/db/postgres-faults.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { IdempotencyKeyRow } from '#server/storage/db/schema-till.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** How long an answer is kept: a till that was switched off over holidays may still ask again. */
const keptMs = 30 * 24 * 60 * 60_000;

/** A till's first request takes milliseconds. A second one that waits longer than this asks again later. */
const timeoutMs = 2_000;

/**
 * Locks a till's key until the transaction ends: other requests with it wait, and find its answer.
 * @returns false when another request with the key takes too long to wait for
 */
export async function holdKey(tx: Tx, tillId: string, key: string): Promise<boolean> {
  // SQLite's one writer takes one request after another, so no other one is running.
  if (!isPostgres(tx.db)) return true;
  const name = sql`hashtextextended(${`${tillId} ${key}`}, 0)`;
  const tried = sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${name}) as held`;
  if ((await tried.execute(tx.db)).rows[0]?.held) return true;
  await sql`set local lock_timeout = ${sql.lit(timeoutMs)}`.execute(tx.db);
  try {
    await sql`select pg_advisory_xact_lock(${name})`.execute(tx.db);
  } catch (fault) {
    if (waitedTooLong(fault)) return false;
    throw fault;
  }
  await sql`set local lock_timeout to default`.execute(tx.db);
  return true;
}

export function findKey(
  db: Kysely<Tables>,
  tillId: string,
  key: string,
): Promise<IdempotencyKeyRow | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('till_id', '=', tillId)
    .where('key', '=', key)
    .executeTakeFirst();
}

/** @returns false when the till's key has an answer already, stored by somebody in between */
export async function putKey(tx: Tx, row: IdempotencyKeyRow): Promise<boolean> {
  const kept = await tx.db
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) => conflict.columns(['till_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return kept !== undefined;
}

/** A keyed hash under the server's key. */
export type AnswerHash = (purpose: 'kept-answer', text: string) => string;

/** The same under each of the server's keys. */
export type AnswerHashes = (purpose: 'kept-answer', text: string) => readonly string[];

/** The seal of an answer: a keyed hash of all that is stored about it. */
export const sealOf = (hash: AnswerHash, row: Omit<IdempotencyKeyRow, 'seal'>): string =>
  hash('kept-answer', sealedText(row));

const sealedText = (row: Omit<IdempotencyKeyRow, 'seal'>): string =>
  JSON.stringify([row.till_id, row.key, row.fingerprint, row.status, row.body, row.at]);

/** Whether it is the answer that the till got, and nobody has changed it since. */
export const isSealed = (hashes: AnswerHashes, row: IdempotencyKeyRow): boolean =>
  row.seal !== null && hashes('kept-answer', sealedText(row)).includes(row.seal);

/** Deletes some of the answers that are older than 30 days at `at` (`purgeSome`). */
export const purgeKeys = (tx: Tx, at: number): Promise<number> =>
  purgeSome(tx.db, 'idempotency_keys', sql`at < ${at - keptMs}`);

export type AnswerKey = Pick<IdempotencyKeyRow, 'till_id' | 'key'>;

const readAtOnce = 1_000;

type AnswerBody = Pick<IdempotencyKeyRow, 'till_id' | 'key' | 'body'>;

const naming = (rows: readonly AnswerBody[], texts: readonly string[]): AnswerKey[] =>
  rows.filter(({ body }) => texts.some((text) => body.includes(text)));

/** By name, all answers that contain one of its texts. They are read once for all names, some at a time, and tills are answered between two. */
export async function answersNaming(
  db: Kysely<Tables>,
  texts: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, readonly AnswerKey[]>> {
  const found = new Map<string, AnswerKey[]>([...texts.keys()].map((name) => [name, []]));
  for (let after: AnswerKey = { till_id: '', key: '' }; ; ) {
    const { rows } = await sql<AnswerBody>`
      select till_id, key, body from idempotency_keys
      where (till_id, key) > (${after.till_id}, ${after.key})
      order by till_id, key limit ${readAtOnce}`.execute(db);
    for (const [name, some] of texts) found.get(name)?.push(...naming(rows, some));
    const last = rows.at(-1);
    if (!last || rows.length < readAtOnce) return found;
    after = last;
    await letOthers();
  }
}

/** The same of the last minutes' answers. They have no order, so that SQLite takes the index by time. */
export async function answersNamingSince(
  db: Kysely<Tables>,
  texts: readonly string[],
  from: number,
): Promise<AnswerKey[]> {
  const rows = await db
    .selectFrom('idempotency_keys')
    .select(['till_id', 'key', 'body'])
    .where('at', '>=', from)
    .execute();
  return naming(rows, texts);
}

/** Deletes answers: the till that asks again is told by the receipt number, in other words. */
export async function deleteAnswers(tx: Tx, keys: readonly AnswerKey[]): Promise<void> {
  for (const { till_id, key } of keys) {
    await tx.db
      .deleteFrom('idempotency_keys')
      .where('till_id', '=', till_id)
      .where('key', '=', key)
      .execute();
  }
}
