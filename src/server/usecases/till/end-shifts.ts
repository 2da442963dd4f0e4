import { deviceTopic } from '#server/storage/db/live.ts';
import { endShifts } from '#server/storage/till/associates.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** Ends the open shifts on a device, and its page's live stream. @returns how many shifts there were */
export const endShiftsOn = (work: Work, deviceId: string): Promise<number> =>
  end(work, { deviceId });

/** Ends the open shifts of an associate, on all devices. @returns how many shifts there were */
export const endShiftsOf = (work: Work, associateId: string): Promise<number> =>
  end(work, { associateId });

async function end(
  work: Work,
  whose: { deviceId: string } | { associateId: string },
): Promise<number> {
  const devices = await endShifts(work, whose, work.at);
  for (const deviceId of devices) work.tell(deviceTopic(deviceId));
  return devices.length;
}
