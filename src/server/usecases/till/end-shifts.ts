import { deviceTopic } from '#server/storage/db/live.ts';
import { endShifts } from '#server/storage/till/associates.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** Ends what is open on a device, and what its page listens to. @returns how many shifts there were */
export const endShiftsOn = (work: Work, deviceId: string): Promise<number> =>
  end(work, { deviceId });

/** Ends what an associate has open, on whatever device. @returns how many shifts there were */
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
