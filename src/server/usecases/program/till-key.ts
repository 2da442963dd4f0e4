import { oldTillKeyMs } from '#domain/people/till-key.ts';
import { putTill, tillById } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeToken } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';

export interface KeyedTill {
  readonly tillId: string;
  readonly storeId: string;
}

/** Makes a key for a till's POS: shown once, stored as a hash. */
export function makeTillKey(context: Pick<Context, 'randomBytes' | 'secrets'>): {
  key: string;
  key_hash: string;
} {
  const key = `tp_${makeToken(context)}`;
  return { key, key_hash: context.secrets.hash('till-key', key) };
}

/**
 * Gives a till a new key. The old one stays good for a day, so that a fleet of tills can change one by one; where
 * somebody saw a key, it ends at once.
 * @returns the key, and until when the old one is good; null: there is none, or it has ended
 */
export function renewTillKey(
  context: Context,
  { tillId, storeId }: KeyedTill,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<{ key: string; oldUntil: number | null }> {
  const { key, key_hash } = makeTillKey(context);
  return transact(context, async (work) => {
    const before = await tillById(work.db, tillId);
    const keepsOld = before !== undefined && before.revoked_at === null && !atOnce;
    const oldUntil = keepsOld ? work.at + oldTillKeyMs : null;
    await putTill(work, {
      id: tillId,
      store_id: storeId,
      key_hash,
      revoked_at: null,
      old_key_hash: keepsOld ? before.key_hash : null,
      old_key_until: oldUntil,
      keyed_at: work.at,
    });
    const details = { tillId, atOnce };
    await recordAct(work, { act: 'till-key-renewed', storeId, details });
    return { key, oldUntil };
  });
}
