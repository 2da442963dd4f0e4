import { afterWrongPin } from '#domain/people/pin.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import {
  addShift,
  associateById,
  associateForUpdate,
  changeAssociate,
} from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId, makeToken } from '#server/usecases/ground/make-id.ts';
import { endShiftsOn } from './end-shifts.ts';
import type { AtTill } from './till-device.ts';

/**
 * An associate signs in by store and PIN on an enrolled device.
 * @returns what the shift's cookie holds
 * @throws Refused `pin-wrong` with the tries left, `pin-locked` with when it ends
 */
export async function startShift(
  context: Context,
  till: AtTill,
  wish: { associateId: string; pin: string },
): Promise<string> {
  const { store, secrets } = context;
  const associate = await associateById(store.read, wish.associateId);
  const here = associate?.store_id === till.storeId && associate.revoked_at === null;
  if (!associate || !here) throw new Refused({ key: 'pin-wrong', left: 0 });
  // The cheap no first: tries against a lock must cost nothing.
  refuseWhen(lockRefusal(associate, context.now()));
  // The slow hash is worked out before the transaction, so that it holds nobody else up.
  const right = await secrets.isPin(wish.pin, associate.pin_hash);
  const outcome = await store.transact(async (tx): Promise<{ token: string } | Refusal> => {
    const at = context.now();
    const row = await associateForUpdate(tx, associate.id);
    // Dismissed, or given another PIN, while the slow hash was worked out.
    if (!row || row.revoked_at !== null || row.pin_hash !== associate.pin_hash) {
      return { key: 'pin-wrong', left: 0 };
    }
    const locked = lockRefusal(row, at);
    if (locked) return locked;
    if (!right) {
      const { wrongTries, lockedUntil, left } = afterWrongPin(
        { wrongTries: row.wrong_tries, lockedUntil: row.locked_until },
        at,
      );
      await changeAssociate(tx, row.id, { wrong_tries: wrongTries, locked_until: lockedUntil });
      return left > 0 ? { key: 'pin-wrong', left } : { key: 'pin-locked', until: lockedUntil };
    }
    await changeAssociate(tx, row.id, { wrong_tries: 0, locked_until: 0 });
    await endShiftsOn(tx, context, till.deviceId);
    const token = makeToken(context);
    await addShift(tx, {
      id: makeId(context),
      device_id: till.deviceId,
      associate_id: row.id,
      token_hash: secrets.hash('shift', token),
      started_at: at,
      ended_at: null,
    });
    return { token };
  });
  if ('token' in outcome) return outcome.token;
  throw new Refused(outcome);
}

const lockRefusal = (row: { locked_until: number }, at: number): Refusal | null =>
  row.locked_until > at ? { key: 'pin-locked', until: row.locked_until } : null;

export async function endShift(context: Context, till: AtTill): Promise<void> {
  await context.store.transact((tx) => endShiftsOn(tx, context, till.deviceId));
}

/** @throws Refused `shift-ended` when nobody is signed in on the device */
export function onShift(till: AtTill): NonNullable<AtTill['shift']> {
  refuseWhen(till.shift ? null : { key: 'shift-ended' });
  if (!till.shift) throw new Error('refused above');
  return till.shift;
}
