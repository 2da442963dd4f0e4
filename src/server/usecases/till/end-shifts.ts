import { deviceTopic } from '#server/storage/db/live.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { endShifts } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';

type Now = Pick<Context, 'now'>;

/** Ends what is open on a device, and what its page listens to. @returns how many shifts there were */
export const endShiftsOn = (tx: Tx, context: Now, deviceId: string): Promise<number> =>
  end(tx, context, { deviceId });

/** Ends what an associate has open, on whatever device. @returns how many shifts there were */
export const endShiftsOf = (tx: Tx, context: Now, associateId: string): Promise<number> =>
  end(tx, context, { associateId });

async function end(
  tx: Tx,
  context: Now,
  whose: { deviceId: string } | { associateId: string },
): Promise<number> {
  const devices = await endShifts(tx, whose, context.now());
  for (const deviceId of devices) tx.tell(deviceTopic(deviceId));
  return devices.length;
}
