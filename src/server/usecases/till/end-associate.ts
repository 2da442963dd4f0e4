import type { AssociateRow } from '#server/storage/db/schema-till.ts';
import { associateById, changeAssociate } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { makePin } from './add-associate.ts';
import { endShiftsOf } from './end-shifts.ts';

type Who = Pick<AssociateRow, 'id' | 'name' | 'store_id'>;

/**
 * An associate leaves: the PIN no longer works, and open shifts end at once. Their own address is deleted by the clock,
 * when the watch list has read all that they did (`forgetOwnAddresses`). Their past acts keep their name.
 * @returns how many shifts were open
 */
export function dismissAssociate(context: Context, who: Who): Promise<number> {
  return transact(context, async (work) => {
    await changeAssociate(work, who.id, { revoked_at: work.at });
    const ended = await endShiftsOf(work, who.id);
    await recordAct(work, {
      act: 'associate-dismissed',
      storeId: who.store_id,
      details: { associateId: who.id, name: who.name, shiftsEnded: ended },
    });
    return ended;
  });
}

/**
 * Gives an associate a new PIN, because the old one was forgotten or somebody else knows it. So shifts that began with
 * the old one end, and its lock is removed.
 * @returns the PIN, which can't be shown again
 */
export async function renewPin(context: Context, who: Who): Promise<string> {
  const pin = makePin(context);
  const pin_hash = await context.secrets.hashPin(pin, context.randomBytes(16));
  await transact(context, async (work) => {
    await changeAssociate(work, who.id, {
      pin_hash,
      keyed_at: work.at,
      wrong_tries: 0,
      locked_until: 0,
    });
    await endShiftsOf(work, who.id);
    await recordAct(work, {
      act: 'pin-renewed',
      storeId: who.store_id,
      details: { associateId: who.id, name: who.name },
    });
  });
  return pin;
}

/** Stores an associate's own address in the form of a member's, so that serving oneself is noticed. */
export function keepOwnAddress(context: Context, who: Who, addressKey: string): Promise<void> {
  return transact(context, async (work) => {
    await changeAssociate(work, who.id, { address_key: addressKey });
    await recordAct(work, {
      act: 'associate-address-kept',
      storeId: who.store_id,
      details: { associateId: who.id, name: who.name },
    });
  });
}

/**
 * Deletes an associate's own address: it was somebody else's, or they no longer want it kept.
 * @returns whether there was one
 */
export function endOwnAddress(context: Context, who: Who): Promise<boolean> {
  return transact(context, async (work) => {
    const before = await associateById(work.db, who.id);
    if (!before || before.address_key === null) return false;
    await changeAssociate(work, who.id, { address_key: null });
    await recordAct(work, {
      act: 'associate-address-ended',
      storeId: who.store_id,
      details: { associateId: who.id, name: who.name },
    });
    return true;
  });
}
