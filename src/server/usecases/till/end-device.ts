import { deviceTopic } from '#server/storage/db/live.ts';
import type { TillDeviceRow } from '#server/storage/db/schema-till.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { devicesOfTill, revokeDevice, withdrawEnrolments } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { endShiftsOn } from './end-shifts.ts';

/** A device is lost, or is a till no longer: its cookie opens nothing, and whoever is signed in there is out. */
export const endDevice = (context: Context, device: TillDeviceRow): Promise<void> =>
  context.store.transact((tx) => endDeviceInto(tx, context, device));

/** Ends every device that is this till, when another takes their place. @returns how many there were */
export async function endDevicesOfTill(tx: Tx, context: Context, tillId: string): Promise<number> {
  const devices = await devicesOfTill(tx.db, tillId);
  for (const device of devices) await endDeviceInto(tx, context, device);
  return devices.length;
}

async function endDeviceInto(tx: Tx, context: Context, device: TillDeviceRow): Promise<void> {
  await revokeDevice(tx, device.id, context.now());
  await endShiftsOn(tx, context, device.id);
  tx.tell(deviceTopic(device.id));
  await recordAct(tx, context, {
    act: 'device-ended',
    storeId: device.store_id,
    details: { deviceId: device.id, tillId: device.till_id },
  });
}

/** Withdraws the one-time links that nobody has used. @returns how many there were */
export const endEnrolments = (context: Context, tillIds: readonly string[]): Promise<number> =>
  context.store.transact(async (tx) => {
    const ended = await withdrawEnrolments(tx, tillIds, context.now());
    const details = { tills: tillIds.join(' '), ended };
    await recordAct(tx, context, { act: 'enrolments-ended', details });
    return ended;
  });
