import { addressKey } from '#domain/people/email-address.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { joinOrFind } from '#server/usecases/sign-in/join.ts';

/** Makes a new member with the welcome points and without a phone. @returns the member's id */
export function joinDirectly({ context }: { context: Context }, address: string): Promise<string> {
  const proved = { address, address_key: addressKey(address), language: 'en', store_id: null };
  return transact(context, (work) => joinOrFind(work, proved));
}
