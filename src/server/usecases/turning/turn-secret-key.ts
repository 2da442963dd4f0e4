import { chainBeginning, readChainBeginning, turnedText } from '#server/storage/points/chain.ts';
import {
  type Installation,
  installationRow,
  noteTurnEnded,
  turnKey,
} from '#server/storage/program/installation.ts';
import { keepMintCode, unsealedMintOrders } from '#server/storage/program/turned-rows.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { mintCodeOf } from '#server/usecases/mint/mint-request.ts';
import { rebaseChains } from './rebase-chains.ts';
import { resealAnswers, resealConnections, resealPoolCodes } from './reseal.ts';

/** Why the key can't be turned, as a sentence for the administrator. */
export class TurnFault extends Error {}

/** How much was written anew under the key of now. */
export interface TurnReport {
  readonly poolCodes: number;
  readonly answers: number;
  readonly members: number;
}

/**
 * Makes SECRET_KEY the key of the database, where SECRET_KEY_ALSO was, and writes anew under it what a server can write
 * without anybody's secret. It goes in short slices beside running servers, and goes on where it was interrupted when
 * it is asked again.
 * @returns null when that was done before
 * @throws TurnFault
 */
export async function turnSecretKey(context: Context): Promise<TurnReport | null> {
  const state = stateOf(context, await installationRow(context.store.read));
  if (state === 'turned') return null;
  if (state === 'to-begin') await transact(context, begin);
  await resealConnections(context);
  const poolCodes = await resealPoolCodes(context);
  const answers = await resealAnswers(context);
  const { members, faulty } = await rebaseChains(context);
  if (faulty > 0) {
    throw new TurnFault(
      `The entries of ${faulty} members are not as they were written: npm run admin -- verify names them. Leave both keys as they are until that is understood.`,
    );
  }
  await transact(context, (work) => noteTurnEnded(work, work.at));
  return { poolCodes, answers, members };
}

function stateOf({ secrets }: Pick<Context, 'secrets'>, row: Installation | undefined) {
  const [now, before] = fingerprintsOf(secrets);
  if (row?.key_fingerprint === now) {
    if (row?.turned !== null && row?.turn_ended_at !== null) return 'turned';
    if (row?.turned !== null && before !== undefined) return 'begun';
  }
  if (before === undefined) {
    throw new TurnFault(
      'SECRET_KEY_ALSO is not set. Set the new key as SECRET_KEY and the one of now as SECRET_KEY_ALSO, for the servers and here (docs/operations.md).',
    );
  }
  if (row?.key_fingerprint === before) return 'to-begin';
  throw new TurnFault(
    'SECRET_KEY is the key that the database is under already. Set the new one as SECRET_KEY, and this one as SECRET_KEY_ALSO.',
  );
}

async function begin(work: Work): Promise<void> {
  const { context, db, at } = work;
  const { hash, hashes } = context.secrets;
  const row = await installationRow(db);
  // Another one has begun meanwhile.
  if (stateOf(context, row) !== 'to-begin' || !row) return;
  const from =
    row.chain_beginning === null ? null : readChainBeginning(hashes, row.chain_beginning);
  if (from === null) {
    throw new TurnFault('When the chain of entries began was changed: npm run admin -- verify.');
  }
  for (const order of await unsealedMintOrders(db)) {
    const code = await mintCodeOf(work, order);
    await keepMintCode(work, order, context.secrets.seal('mint-code', code));
  }
  const [key_fingerprint = ''] = fingerprintsOf(context.secrets);
  await turnKey(work, {
    key_fingerprint,
    chain_beginning: chainBeginning(hash, from),
    turned: turnedText(hash, { at, before: row.key_fingerprint }),
    turn_ended_at: null,
  });
  await recordAct(work, { act: 'secret-key-changed', details: { turned: true } });
}
