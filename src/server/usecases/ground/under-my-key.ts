import { readTurned } from '#server/storage/points/chain.ts';
import { installationRow } from '#server/storage/program/installation.ts';
import type { Context } from './context.ts';
import { fingerprintsOf } from './fingerprint.ts';

/**
 * Since when the database is under SECRET_KEY, where another key is set too: what was kept before then is stored anew
 * when it is used. Only from then on: while servers change over, those with the keys the other way round would each
 * store it back, and nobody could say later who has come since.
 * @returns null: nothing is to be stored anew
 */
export async function underMyKeySince({
  store,
  secrets,
}: Pick<Context, 'store' | 'secrets'>): Promise<number | null> {
  if (!secrets.turning) return null;
  const row = await installationRow(store.read);
  if (row?.key_fingerprint !== fingerprintsOf(secrets)[0]) return null;
  return row?.turned ? (readTurned(secrets.hashes, row.turned)?.at ?? null) : 0;
}
