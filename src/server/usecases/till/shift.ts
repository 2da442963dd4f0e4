import { refuseWhen } from '#domain/refusal.ts';
import { addShift } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { endShiftsOn } from './end-shifts.ts';
import { type PinWish, withPin } from './judge-pin.ts';
import type { AtTill } from './till-device.ts';

/**
 * An associate signs in by store and PIN on an enrolled device.
 * @returns what the shift's cookie holds
 * @throws Refused `pin-wrong` with the tries left, `pin-locked` with when it ends
 */
export function startShift(context: Context, till: AtTill, wish: PinWish): Promise<string> {
  return withPin(context, till, wish, async (work, { id }) => {
    await endShiftsOn(work, { id: till.deviceId, till_id: till.tillId });
    const token = makeToken(context);
    await addShift(work, {
      id: makeId(context),
      device_id: till.deviceId,
      associate_id: id,
      token_hash: context.secrets.hash('shift', token),
      started_at: work.at,
      ended_at: null,
    });
    noteSecurity(context, 'shift-started', { tillId: till.tillId, associateId: id });
    return token;
  });
}

export async function endShift(context: Context, till: AtTill): Promise<void> {
  await transact(context, (work) => endShiftsOn(work, { id: till.deviceId, till_id: till.tillId }));
}

/** The shift on a device. @throws Refused `shift-ended` when nobody is signed in */
export function onShift(till: AtTill): NonNullable<AtTill['shift']> {
  refuseWhen(till.shift ? null : { key: 'shift-ended' });
  if (!till.shift) throw new Error('refused above');
  return till.shift;
}
