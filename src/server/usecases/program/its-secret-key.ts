import { chainBeginning } from '#server/storage/points/chain.ts';
import {
  changeKeyFingerprint,
  forgetChain,
  isChainToBegin,
  keyFingerprint,
  leaveChainBeginning,
  leaveKeyFingerprint,
} from '#server/storage/program/installation.ts';
import { hasEntries } from '#server/storage/verify/ledger-size.ts';
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

/** While servers change over, those of the version before still write entries without a link. */
const changeoverMs = 60 * 60_000;

/**
 * Writes down, at the first start of a version that has it, from when on the ledger's entries have links: a new database
 * from the first one, one that has entries already when no earlier version writes any more.
 */
export async function beginChain({
  store,
  secrets,
  now,
}: Pick<Context, 'store' | 'secrets' | 'now'>): Promise<void> {
  if (!(await isChainToBegin(store.read))) return;
  await store.transact(async (tx) => {
    const from = (await hasEntries(tx.db)) ? now() + changeoverMs : 0;
    await leaveChainBeginning(tx, chainBeginning(secrets.hash, from));
  });
}

/** Sets the database to this SECRET_KEY, because the one that it was made under is lost. */
export const takeNewSecretKey = (context: Context): Promise<void> =>
  transact(context, async (work) => {
    await changeKeyFingerprint(work, fingerprintOf(context.secrets));
    await forgetChain(work);
    await leaveChainBeginning(work, chainBeginning(context.secrets.hash, work.at));
    await recordAct(work, { act: 'secret-key-changed' });
  });
