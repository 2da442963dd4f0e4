import type { ConnectionCheck, ConnectionLine } from '#contract/desk/desk-connections.ts';
import type { ConnectStore } from '#contract/desk/operations-input.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { mintConnectionOf } from '#server/storage/mint/mint-connections.ts';
import { openMintOrders } from '#server/storage/mint/mint-orders.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import {
  ConnectionFault,
  connectStore,
  disconnectStore,
  minterOf,
} from '#server/usecases/mint/mint-connection.ts';
import { connectionOf } from '#server/usecases/mint/typed-connection.ts';
import { MintFault } from '#server/vendors/mint/minter.ts';

/** The stores whose discounts are made in a vendor's POS, and how each is connected. */
export async function listConnections(context: Context): Promise<ConnectionLine[]> {
  const { db, program } = await readWork(context);
  const lines = program.stores.map(async ({ id, name, mint }) => {
    if (mint === undefined) return [];
    const row = await mintConnectionOf(db, id);
    const known = row?.vendor === mint ? row : undefined;
    const line: ConnectionLine = {
      storeId: id,
      store: name,
      vendor: mint,
      account: known?.account ?? null,
      connectedAt: known?.connected_at ?? null,
      open: await openMintOrders(db, id),
    };
    return [line];
  });
  return (await Promise.all(lines)).flat();
}

/** Keeps a key, sealed, after the vendor has taken it. @throws Refused `desk-connection` */
export async function connectAtDesk(
  context: Context,
  storeId: string,
  typed: ConnectStore,
): Promise<void> {
  const connection = connectionOf(typed);
  if (typeof connection === 'string') {
    throw new Refused({ key: 'desk-connection', fault: connection });
  }
  await asRefused(() => connectStore(context, storeId, connection));
}

/** Forgets a store's key. @throws Refused `desk-connection` */
export const disconnectAtDesk = (context: Context, storeId: string): Promise<void> =>
  asRefused(() => disconnectStore(context, storeId));

/** Asks the vendor now whether a store's key is good. @throws Refused `not-found` */
export async function checkConnection(context: Context, storeId: string): Promise<ConnectionCheck> {
  const { program } = await readWork(context);
  const vendor = storeOf(program, storeId)?.mint;
  if (vendor === undefined) throw new Refused({ key: 'not-found' });
  try {
    const currency = await (await minterOf(context, { store_id: storeId, vendor })).check();
    const same = currency === program.currency;
    return same
      ? { good: true, reason: null }
      : { good: false, reason: `it counts in ${currency}` };
  } catch (error) {
    if (!(error instanceof MintFault)) throw error;
    return { good: false, reason: error.message };
  }
}

async function asRefused(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ConnectionFault)) throw error;
    throw new Refused({ key: 'desk-connection', fault: error.fault });
  }
}
