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
export async function answerOnce(
  context: Context,
  wish: OnceWish,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer> {
  // On PostgreSQL the same key may be at work in another connection, and the first to insert wins. Its
  // answer is there by then, so the second is told the same.
  const answer = (await attempt(context, wish, work)) ?? (await attempt(context, wish, work));
  if (!answer) throw new Refused({ key: 'in-flight' });
  return answer;
}

/** @returns null when somebody else kept an answer in between: what `work` did is taken back */
async function attempt(
  context: Context,
  { key, tillId, fingerprint }: OnceWish,
  work: (tx: Tx) => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await context.store.transact(async (tx) => {
      if (key === null) return work(tx);
      const known = await findKey(tx.db, tillId, key);
      if (known) {
        if (known.fingerprint !== fingerprint) throw new Refused({ key: 'key-reused' });
        return { status: known.status, body: known.body };
      }
      const answer = await work(tx);
      const row = { till_id: tillId, key, fingerprint, ...answer, at: context.now() };
      if (!(await putKey(tx, row))) throw new KeyTaken();
      return answer;
    });
  } catch (error) {
    if (error instanceof KeyTaken) return null;
    throw error;
  }
}

/** Thrown so that the transaction rolls back, and heard a few lines above. */
class KeyTaken extends Error {}
