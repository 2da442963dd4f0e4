import { deviceTopic } from '#server/storage/db/live.ts';
import type { TillDeviceRow } from '#server/storage/db/schema-till.ts';
import { devicesOfTill, revokeDevice, withdrawEnrolments } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { endShiftsOn } from './end-shifts.ts';

/** Ends a device that is lost or no longer a till: its cookie opens nothing, and its associate is signed out. */
export const endDevice = (context: Context, device: TillDeviceRow): Promise<void> =>
  transact(context, (work) => endDeviceInto(work, device));

/** Ends every device of this till, when another device takes its place. @returns how many there were */
export async function endDevicesOfTill(work: Work, tillId: string): Promise<number> {
  const devices = await devicesOfTill(work.db, tillId);
  for (const device of devices) await endDeviceInto(work, device);
  return devices.length;
}

async function endDeviceInto(work: Work, device: TillDeviceRow): Promise<void> {
  await revokeDevice(work, device.id, work.at);
  await endShiftsOn(work, device);
  work.tell(deviceTopic(device.id));
  await recordAct(work, {
    act: 'device-ended',
    storeId: device.store_id,
    details: { deviceId: device.id, tillId: device.till_id },
  });
}

/** Withdraws the one-time links that nobody has used. @returns how many there were */
export const endEnrolments = (context: Context, tillIds: readonly string[]): Promise<number> =>
  transact(context, async (work) => {
    const ended = await withdrawEnrolments(work, tillIds, work.at);
    const details = { tills: tillIds.join(' '), ended };
    await recordAct(work, { act: 'enrolments-ended', details });
    return ended;
  });
