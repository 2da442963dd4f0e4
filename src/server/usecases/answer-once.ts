import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/context.ts';
import { findKey, putKey } from '#server/storage/idempotency-keys.ts';
import type { Tx } from '#server/storage/store.ts';

export interface Answer {
  readonly status: number;
  /** JSON text, exactly as it was sent. */
  readonly body: string;
}

export interface OnceWish {
  readonly tillId: string;
  /** The `Idempotency-Key` header; null: the caller relies on the natural key alone. */
  readonly key: string | null;
  /** Names the request: method, address and body. The same key with another is refused. */
  readonly fingerprint: string;
}

/**
 * Answers a request once (draft-ietf-httpapi-idempotency-key-header): the key and the answer are kept in
 * the transaction of the effect, so that a retry gets the same answer and no second effect. What `work`
 * throws is not kept: a refusal changed nothing and may go otherwise next time, a 5xx must be tried again.
 * @throws Refused `key-reused` with another request, `in-flight` while the first still runs
 */
export function answerOnce(
  context: Context,
  wish: OnceWish,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  const { key, tillId, fingerprint } = wish;
  if (key === null) return context.store.transact(work);
  return context.store.transact(async (tx) => {
    const known = await findKey(tx.db, tillId, key);
    if (known) {
      if (known.fingerprint !== fingerprint) throw new Refused({ key: 'key-reused' });
      return { status: known.status, body: known.body };
    }
    const answer = await work(tx);
    const kept = await putKey(tx, {
      till_id: tillId,
      key,
      fingerprint,
      ...answer,
      at: context.now(),
    });
    // On PostgreSQL the same key may be at work in another process: the first to insert wins.
    if (!kept) throw new Refused({ key: 'in-flight' });
    return answer;
  });
}
