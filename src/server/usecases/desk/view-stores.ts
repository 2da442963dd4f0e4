import type { DeskStore, StoreLine, TillView } from '#contract/desk/desk-stores.ts';
import { shiftMs } from '#domain/people/pin.ts';
import { type Store, storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { associateById, associatesOf, openShiftOn } from '#server/storage/till/associates.ts';
import { devicesOfTill, tillById } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';

/** The stores of the program in force. */
export async function listStores(context: Context): Promise<StoreLine[]> {
  const { program } = await readWork(context);
  return program.stores.map(({ id, name, tills }) => ({ id, name, tills: tills.length }));
}

/** A store: its tills with their devices, and who may sign in there. @throws Refused `not-found` */
export async function viewStore(context: Context, storeId: string): Promise<DeskStore> {
  const work = await readWork(context);
  const store = storeOf(work.program, storeId);
  if (!store) throw new Refused({ key: 'not-found' });
  const associates = await associatesOf(work.db, storeId);
  return {
    id: store.id,
    name: store.name,
    tills: await Promise.all(store.tills.map((till) => tillView(work, till))),
    associates: associates.map(({ id, name, locked_until }) => ({
      id,
      name,
      lockedUntil: locked_until > work.at ? locked_until : null,
    })),
  };
}

async function tillView(
  { db, at }: ReadWork,
  { id, name }: Store['tills'][number],
): Promise<TillView> {
  const row = await tillById(db, id);
  const devices = await devicesOfTill(db, id);
  return {
    id,
    name,
    hasKey: row !== undefined && row.revoked_at === null,
    devices: await Promise.all(
      devices.map(async (device) => {
        const shift = await openShiftOn(db, device.id);
        const isOn = shift !== undefined && shift.started_at + shiftMs > at;
        const who = isOn ? await associateById(db, shift.associate_id) : undefined;
        return {
          id: device.id,
          browser: device.browser,
          enrolledAt: device.enrolled_at,
          associate: who && who.revoked_at === null ? who.name : null,
        };
      }),
    ),
  };
}
