import { isSameName } from '#domain/desk/administrator-name.ts';
import { pinLength } from '#domain/people/pin.ts';
import { addAssociate, associatesOf } from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';

/** The store has an associate of that name already, who may have forgotten the PIN. The message says what to do. */
export class NameTaken extends Error {}

/**
 * Adds an associate to a store. A second one of the same name is refused, because nobody could tell the two apart.
 * @param pin five digits; absent: a random one
 * @param addressKey of the associate's own e-mail address, so that serving oneself is noticed
 * @returns the PIN. It is stored as a slow hash only and can't be shown again
 * @throws NameTaken when the store has an associate of that name
 */
export async function putAssociate(
  context: Context,
  wish: { storeId: string; name: string; pin?: string; addressKey?: string },
): Promise<string> {
  const { storeId, name } = wish;
  const pin = wish.pin ?? makePin(context);
  const pinHash = await context.secrets.hashPin(pin, context.randomBytes(16));
  await transact(context, async (work) => {
    const others = await associatesOf(work.db, storeId);
    const same = others.find((one) => isSameName(one.name, name));
    if (same) throw new NameTaken(same.name);
    const id = makeId(context);
    await addAssociate(work, {
      id,
      store_id: storeId,
      name,
      address_key: wish.addressKey ?? null,
      pin_hash: pinHash,
      keyed_at: work.at,
      wrong_tries: 0,
      locked_until: 0,
      revoked_at: null,
    });
    await recordAct(work, {
      act: 'associate-added',
      storeId,
      details: { associateId: id, name },
    });
  });
  return pin;
}

export function makePin(context: Pick<Context, 'randomBytes'>): string {
  const value = Buffer.from(context.randomBytes(6)).readUIntBE(0, 6);
  return String(value % 10 ** pinLength).padStart(pinLength, '0');
}
