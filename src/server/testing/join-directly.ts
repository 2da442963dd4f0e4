import { addressKey } from '#domain/email-address.ts';
import { joinOrFind } from '#server/usecases/join.ts';
import { newId } from './counter.ts';
import type { Tillpass } from './tillpass.ts';

/** A sign-in that has been proved: joining looks at the address, the language and the store. */
const proved = {
  token_hash: '',
  code_hash: '',
  browser_hash: '',
  match_number: 10,
  match_tried: 0,
  wrong_codes: 0,
  state: 'used',
  asked_at: 0,
  store_id: null,
  placement: null,
  browser: '',
  language: 'en',
} as const;

/** A new member with the welcome gift and without a phone. @returns the member's id */
export const joinDirectly = ({ context }: Tillpass, address: string): Promise<string> =>
  context.store.transact((tx) =>
    joinOrFind(tx, context, { ...proved, id: newId(), address, address_key: addressKey(address) }),
  );
