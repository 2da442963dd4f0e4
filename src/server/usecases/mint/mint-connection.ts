import { storeOf } from '#domain/program/program.ts';
import type { ConnectionFaultKind } from '#domain/refusals/desk-refusals.ts';
import { mintTopic } from '#server/storage/db/live.ts';
import type { MintConnectionRow, MintOrderRow } from '#server/storage/db/schema-mint.ts';
import {
  mintConnectionOf,
  putMintConnection,
  removeMintConnection,
} from '#server/storage/mint/mint-connections.ts';
import { hurryMintOrders, openMintOrders } from '#server/storage/mint/mint-orders.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { accountOf, type MintConnection } from '#server/vendors/mint/connection.ts';
import { type Minter, MintFault } from '#server/vendors/mint/minter.ts';

/** Why a store can't be connected or disconnected. The message is a sentence for a terminal. */
export class ConnectionFault extends Error {
  readonly fault: ConnectionFaultKind;
  constructor(fault: ConnectionFaultKind, message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * Stores a retailer's key for a store, encrypted, after the vendor has accepted it.
 * @throws ConnectionFault when it is not, or when discounts of another account are still out
 */
export async function connectStore(
  context: Context,
  storeId: string,
  connection: MintConnection,
): Promise<void> {
  const { program } = await readWork(context);
  const store = storeOf(program, storeId);
  if (store?.mint !== connection.vendor) {
    throw new ConnectionFault(
      'way',
      `The program does not say "way: mint, mint: ${connection.vendor}" for the store "${storeId}".`,
    );
  }
  const currency = await checked(context.openMinter(connection));
  if (currency !== program.currency) {
    throw new ConnectionFault(
      'currency',
      `The program counts in ${program.currency}, and the shop there in ${currency || 'nothing'}.`,
    );
  }
  const row: MintConnectionRow = {
    store_id: storeId,
    vendor: connection.vendor,
    account: accountOf(connection),
    sealed: context.secrets.seal('mint-key', JSON.stringify(connection)),
    connected_at: context.now(),
  };
  await transact(context, async (work) => {
    const before = await mintConnectionOf(work.db, storeId);
    const elsewhere = before && (before.vendor !== row.vendor || before.account !== row.account);
    if (elsewhere) await demandNoneOpen(work, before);
    await putMintConnection(work, row);
    await hurryMintOrders(work, storeId, work.at);
    const details = { vendor: row.vendor, account: row.account };
    await recordAct(work, { act: 'store-connected', storeId, details });
    work.tell(mintTopic);
  });
}

/** @throws ConnectionFault while discounts are out: only this key can withdraw them */
export async function disconnectStore(context: Context, storeId: string): Promise<void> {
  await transact(context, async (work) => {
    const row = await mintConnectionOf(work.db, storeId);
    if (!row) throw new ConnectionFault('unconnected', `The store "${storeId}" is not connected.`);
    await demandNoneOpen(work, row);
    await removeMintConnection(work, storeId);
    await recordAct(work, { act: 'store-disconnected', storeId });
  });
}

async function demandNoneOpen(work: Work, { store_id, account }: MintConnectionRow): Promise<void> {
  const open = await openMintOrders(work.db, store_id);
  if (open === 0) return;
  throw new ConnectionFault(
    'open',
    `${open} discounts made at ${account} are not over yet: without its key they can't be withdrawn.`,
  );
}

async function checked(minter: Minter): Promise<string> {
  try {
    return await minter.check();
  } catch (fault) {
    if (!(fault instanceof MintFault)) throw fault;
    throw new ConnectionFault('denied', `The vendor does not take this key: ${fault.message}.`);
  }
}

/**
 * The vendor's API with the store's key.
 * @throws MintFault `denied` when there is no key, or it can't be decrypted
 */
export async function minterOf(
  { store, secrets, openMinter }: Context,
  order: Pick<MintOrderRow, 'store_id' | 'vendor'>,
): Promise<Minter> {
  const row = await mintConnectionOf(store.read, order.store_id);
  if (row?.vendor !== order.vendor) throw new MintFault('denied', 'the store is not connected');
  try {
    return openMinter(JSON.parse(secrets.open('mint-key', row.sealed)) as MintConnection); // connectStore wrote it.
  } catch {
    throw new MintFault('denied', 'the key was sealed under another SECRET_KEY');
  }
}
