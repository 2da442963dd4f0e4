import {
  changeKeyFingerprint,
  keyFingerprint,
  leaveKeyFingerprint,
} from '#server/storage/program/installation.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import type { Secrets } from '#server/usecases/ground/secrets.ts';
import { transact } from '#server/usecases/ground/work.ts';

const fingerprintOf = (secrets: Secrets): string => secrets.hash('fingerprint', 'tillpass');

/**
 * Whether the database was made under this SECRET_KEY. Under another key nothing in it can be decrypted or found, and
 * codes made now would be useless under the right one. The first start stores the fingerprint of its key.
 */
export async function isItsSecretKey({
  store,
  secrets,
}: Pick<Context, 'store' | 'secrets'>): Promise<boolean> {
  const fingerprint = fingerprintOf(secrets);
  const kept = await keyFingerprint(store.read);
  if (kept !== undefined) return kept === fingerprint;
  return store.transact(async (tx) => {
    await leaveKeyFingerprint(tx, fingerprint);
    return (await keyFingerprint(tx.db)) === fingerprint;
  });
}

/** Sets the database to this SECRET_KEY, because the one that it was made under is lost. */
export const takeNewSecretKey = (context: Context): Promise<void> =>
  transact(context, async (work) => {
    await changeKeyFingerprint(work, fingerprintOf(context.secrets));
    await recordAct(work, { act: 'secret-key-changed' });
  });
