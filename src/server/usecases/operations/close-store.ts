import type { StoreOpen } from '#contract/desk/desk-open.ts';
import { type Store, storeOf } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import type { Language } from '#i18n/language.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import { mintConnectionOf } from '#server/storage/mint/mint-connections.ts';
import { openReturns } from '#server/storage/purchases/returns.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import { devicesOfTill, tillById } from '#server/storage/till/tills.ts';
import { liveVouchers } from '#server/storage/vouchers/live-vouchers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { some, someAtMost } from '#server/usecases/ground/some.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { dismissAssociate } from '#server/usecases/till/end-associate.ts';
import { endDevice, endEnrolments } from '#server/usecases/till/end-device.ts';
import { endTillKey } from '#server/usecases/till/end-key.ts';
import { wholeAct } from './whole-act.ts';

/** What ends when a store closes, and what stays open. @throws Refused `not-found` */
export async function viewStoreOpen(
  context: Context,
  storeId: string,
  language: Language,
): Promise<StoreOpen> {
  const work = await readWork(context);
  const store = knownStore(work, storeId);
  const { db, at, program } = work;
  const devices = await Promise.all(store.tills.map(({ id }) => devicesOfTill(db, id)));
  const pools = (await listPools(context)).filter((pool) => pool.storeId === storeId);
  const limit = someAtMost + 1;
  return {
    id: store.id,
    name: store.name,
    devices: devices.flat().length,
    keys: (await keyedTills(work, store)).length,
    associates: (await associatesOf(db, storeId)).map(({ name }) => name),
    vouchers: some((await liveVouchers(db, at, { storeId }, limit)).length),
    returns: some((await openReturns(db, 'waiting', { storeId, limit })).length),
    codes: pools.reduce((sum, { live, waiting }) => sum + live + waiting, 0),
    onlyThere: program.rewards
      .filter(({ stores }) => stores?.length === 1 && stores[0] === storeId)
      .map(({ name }) => textIn(name, language)),
    account: (await mintConnectionOf(db, storeId))?.account ?? null,
    posters: store.posters.map(({ place }) => textIn(place, language)),
    webhooks: (await webhookEndpoints(db)).filter((one) => one.store_id === storeId).length,
  };
}

/**
 * Nobody and nothing acts as this store any more: links for its tills, its devices, its POS keys and its associates end.
 * Points, vouchers and what waits for settlement stay as they are. Done again it does what is left, as after a crash.
 * @throws Refused `not-found`
 */
export async function closeStore(context: Context, storeId: string): Promise<void> {
  const work = await readWork(context);
  const store = knownStore(work, storeId);
  await wholeAct(context, async (whole) => {
    // First nothing new can begin, then what runs ends.
    await endEnrolments(
      whole,
      store.tills.map(({ id }) => id),
    );
    for (const { id } of store.tills) {
      for (const device of await devicesOfTill(whole.store.read, id))
        await endDevice(whole, device);
    }
    for (const tillId of await keyedTills(work, store)) {
      await endTillKey(whole, { tillId, storeId });
    }
    for (const who of await associatesOf(whole.store.read, storeId)) {
      await dismissAssociate(whole, who);
    }
    await transact(whole, (act) => recordAct(act, { act: 'store-closed', storeId }));
  });
}

function knownStore({ program }: ReadWork, storeId: string): Store {
  const store = storeOf(program, storeId);
  if (!store) throw new Refused({ key: 'not-found' });
  return store;
}

/** The tills whose POS has a key that is good. */
async function keyedTills({ db }: ReadWork, { tills }: Store): Promise<string[]> {
  const rows = await Promise.all(tills.map(({ id }) => tillById(db, id)));
  return rows.flatMap((row) => (row && row.revoked_at === null ? [row.id] : []));
}
