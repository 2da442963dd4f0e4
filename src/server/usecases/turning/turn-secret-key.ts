import { chainBeginning, readChainBeginning, turnedText } from '#server/storage/points/chain.ts';
import { installationRow, noteTurnEnded, turnKey } from '#server/storage/program/installation.ts';
import { keepMintCode, unsealedMintOrders } from '#server/storage/program/turned-rows.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { mintCodeOf } from '#server/usecases/mint/mint-request.ts';
import { rebaseChains } from './rebase-chains.ts';
import { resealAnswers, resealConnections, resealMintCodes, resealPoolCodes } from './reseal.ts';
import { type TurnState, turnStateOf } from './turn-state.ts';

/** Why the key can't be turned, as a sentence for the administrator. */
export class TurnFault extends Error {}

/** How much was written anew under the key of now. */
export interface TurnReport {
  /** Of discounts that are at a vendor, or on the way there. */
  readonly mintCodes: number;
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
  const { state } = turnStateOf(context, await installationRow(context.store.read));
  if (state === 'turned') {
    // A server that still had the keys the other way round may have ordered one since.
    const mintCodes = await resealMintCodes(context);
    return mintCodes === 0 ? null : { mintCodes, poolCodes: 0, answers: 0, members: 0 };
  }
  if (state !== 'to-turn' && state !== 'interrupted') throw new TurnFault(whyNot[state]);
  if (state === 'to-turn') await transact(context, begin);
  await resealConnections(context);
  const mintCodes = await resealMintCodes(context);
  const poolCodes = await resealPoolCodes(context);
  const answers = await resealAnswers(context);
  const { members, faulty } = await rebaseChains(context);
  if (faulty > 0) {
    throw new TurnFault(
      `The entries of ${faulty} members are not as they were written: npm run admin -- verify names them. Leave both keys as they are until that is understood.`,
    );
  }
  await transact(context, (work) => noteTurnEnded(work, work.at));
  return { mintCodes, poolCodes, answers, members };
}

const whyNot: Readonly<
  Record<Exclude<TurnState['state'], 'turned' | 'to-turn' | 'interrupted'>, string>
> = {
  alone:
    'SECRET_KEY_ALSO is not set. Set the new key as SECRET_KEY and the one of now as SECRET_KEY_ALSO, for the servers and here (docs/operations.md).',
  'not-turned':
    'SECRET_KEY is the key that the database is under already. Set the new one as SECRET_KEY, and this one as SECRET_KEY_ALSO.',
  'turned-away':
    'The database was turned away from this SECRET_KEY, to SECRET_KEY_ALSO. Exchange the two, for the servers and here. To turn it once more, make a new key.',
  'lacks-before':
    'Turning this database was interrupted. Set the key that it is under as SECRET_KEY, the one that it was turned from as SECRET_KEY_ALSO, and say it again.',
  unknown:
    'The database is under neither SECRET_KEY nor SECRET_KEY_ALSO. Set the key that it is under as SECRET_KEY_ALSO.',
};

async function begin(work: Work): Promise<void> {
  const { context, db, at } = work;
  const { hash, hashes } = context.secrets;
  const row = await installationRow(db);
  // Another one has begun meanwhile.
  if (!row || turnStateOf(context, row).state !== 'to-turn') return;
  const from =
    row.chain_beginning === null ? null : readChainBeginning(hashes, row.chain_beginning);
  if (from === null) {
    throw new TurnFault('When the chain of entries began was changed: npm run admin -- verify.');
  }
  for (const order of await unsealedMintOrders(db)) {
    const code = await mintCodeOf(work, order);
    // A code that nobody stored is derived, so there is one.
    if (code === null) continue;
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
