import { deviceTopic } from '#server/storage/db/live.ts';
import type { TillDeviceRow } from '#server/storage/db/schema-till.ts';
import { endShifts } from '#server/storage/till/associates.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { endQuestionsOf } from './end-confirmation.ts';

/**
 * Ends the open shifts on a device, its page's live stream, and what their associates were asking at this till.
 * @returns how many shifts there were
 */
export async function endShiftsOn(
  work: Work,
  device: Pick<TillDeviceRow, 'id' | 'till_id'>,
): Promise<number> {
  const ended = await endShifts(work, { deviceId: device.id }, work.at);
  if (ended.length > 0) work.tell(deviceTopic(device.id));
  for (const { associate_id } of ended) {
    await endQuestionsOf(work, { associateId: associate_id, tillId: device.till_id });
  }
  return ended.length;
}

/**
 * Ends the open shifts of an associate, on all devices, and what they were asking members.
 * @returns how many shifts there were
 */
export async function endShiftsOf(work: Work, associateId: string): Promise<number> {
  const ended = await endShifts(work, { associateId }, work.at);
  for (const { device_id } of ended) work.tell(deviceTopic(device_id));
  await endQuestionsOf(work, { associateId });
  return ended.length;
}
