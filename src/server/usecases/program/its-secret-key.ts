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
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';

/**
 * Whether the database is under this SECRET_KEY, or the other one while a key is turned. Under another key nothing in it can be decrypted or found, and
 * codes made now would be useless under the right one. The first start stores the fingerprint of its key.
 */
export async function isItsSecretKey({
  store,
  secrets,
}: Pick<Context, 'store' | 'secrets'>): Promise<boolean> {
  const fingerprints = fingerprintsOf(secrets);
  const [fingerprint = ''] = fingerprints;
  const kept = await keyFingerprint(store.read);
  if (kept !== undefined) return fingerprints.includes(kept);
  return store.transact(async (tx) => {
    await leaveKeyFingerprint(tx, fingerprint);
    return fingerprints.includes((await keyFingerprint(tx.db)) ?? '');
  });
}

/** Whether the database is under SECRET_KEY_ALSO: everything in it can be read, and nothing is made for it. */
export async function isUnderOtherKey({
  store,
  secrets,
}: Pick<Context, 'store' | 'secrets'>): Promise<boolean> {
  const [, also] = fingerprintsOf(secrets);
  return also !== undefined && (await keyFingerprint(store.read)) === also;
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
    const [fingerprint = ''] = fingerprintsOf(context.secrets);
    await changeKeyFingerprint(work, fingerprint);
    await forgetChain(work);
    await leaveChainBeginning(work, chainBeginning(context.secrets.hash, work.at));
    await recordAct(work, { act: 'secret-key-changed' });
  });
