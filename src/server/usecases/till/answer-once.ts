import { type RefusalKey, Refused } from '#domain/refusal.ts';
import {
  findKey,
  holdKey,
  isSealed,
  putKey,
  sealOf,
} from '#server/storage/till/idempotency-keys.ts';
import type { Work } from '#server/usecases/ground/work.ts';

declare const told: unique symbol;

/** An answer as it is sent and stored; `T` is its type. */
export interface Answer<T = unknown> {
  readonly status: number;
  /** JSON text, exactly as it was sent. */
  readonly body: string;
  readonly [told]?: T;
}

/** The name of a request. */
export interface OnceWish {
  /** The `Idempotency-Key` header. */
  readonly key: string;
  /** A hash of method, address and body without PINs. The same key with another fingerprint is refused. */
  readonly fingerprint: string;
}

/** What `answerOnce` throws itself: nothing that the request says was judged. */
export const ofTheRequest: readonly RefusalKey[] = ['in-flight', 'key-reused'];

/**
 * Answers a request once (draft-ietf-httpapi-idempotency-key-header). The key and the answer are stored in the
 * transaction of the act, so a retry gets the same answer and changes nothing. What `answering` throws is not stored: a
 * refusal changed nothing and may be different next time, and a 5xx must be tried again. A retry that arrives while the
 * first request runs waits for it a little.
 * @throws Refused `key-reused` with another request, `in-flight` when the first is still at work after that
 */
export async function answerOnce<T>(
  work: Work,
  tillId: string,
  { key, fingerprint }: OnceWish,
  answering: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  if (!(await holdKey(work, tillId, key))) throw new Refused({ key: 'in-flight' });
  const { hash, hashes } = work.context.secrets;
  const known = await findKey(work.db, tillId, key);
  if (known) {
    if (known.fingerprint !== fingerprint) throw new Refused({ key: 'key-reused' });
    // A version without seals stored it; `verify` knows since when there must be one.
    if (known.seal !== null && !isSealed(hashes, known)) {
      throw new Error('a kept answer is not the one that the till got');
    }
    return { status: known.status, body: known.body };
  }
  const answer = await answering();
  const row = { till_id: tillId, key, fingerprint, ...answer, at: work.at };
  // Nobody else had the key locked, so nobody can have stored an answer under it.
  if (!(await putKey(work, { ...row, seal: sealOf(hash, row) })))
    throw new Error('an idempotency key was answered twice');
  return answer;
}
