import { pinLength } from '#domain/pin.ts';
import type { Context } from '#server/context.ts';
import { addAssociate } from '#server/storage/associates.ts';
import { makeId } from './make-id.ts';

/**
 * Adds an associate to a store.
 * @param pin five digits; absent: one is made
 * @param addressKey of their own e-mail address, so that serving oneself is seen
 * @returns the PIN, which is kept only as a slow hash and cannot be shown again
 */
export async function putAssociate(
  context: Context,
  wish: { storeId: string; name: string; pin?: string; addressKey?: string },
): Promise<string> {
  const pin = wish.pin ?? makePin(context);
  const pinHash = await context.secrets.hashPin(pin, context.randomBytes(16));
  await context.store.transact((tx) =>
    addAssociate(tx, {
      id: makeId(context),
      store_id: wish.storeId,
      name: wish.name,
      address_key: wish.addressKey ?? null,
      pin_hash: pinHash,
      wrong_tries: 0,
      locked_until: 0,
      revoked_at: null,
    }),
  );
  return pin;
}

function makePin(context: Context): string {
  const value = Buffer.from(context.randomBytes(6)).readUIntBE(0, 6);
  return String(value % 10 ** pinLength).padStart(pinLength, '0');
}
