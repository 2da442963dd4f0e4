import assert from 'node:assert/strict';
import { tillLinks } from '#contract/links.ts';
import { askApi, posApi, tillApi } from '#contract/paths.ts';
import { putMemberPin } from '#server/storage/people/member-pins.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import type { Browser, Seen } from './browser.ts';
import { newId, wallet } from './counter.ts';
import type { Tillpass } from './tillpass.ts';

/** What an associate does with members at the till page, and how members answer. */

export const find = (till: Browser, wish: object): Promise<Seen> =>
  till.post(tillApi.findMember, wish);

export const enrol = (
  till: Browser,
  email: string,
  more: object = {},
  id = newId(),
): Promise<Seen> => till.post(tillApi.enrolMember, { id, email, consent: 'join-1', ...more });

export const askMember = (
  till: Browser,
  memberNumber: string,
  rewardId: string,
  id = newId(),
): Promise<Seen> => till.post(tillApi.askMember, { id, memberNumber, rewardId });

export const follow = (till: Browser, id: string): Promise<Seen> =>
  till.get(tillLinks.confirmation(id));

export const readOut = (till: Browser, id: string, code: string): Promise<Seen> =>
  till.post(tillLinks.confirmationCode(id), { code });

export const takeBack = (till: Browser, id: string): Promise<Seen> =>
  till.post(tillLinks.cancelConfirmation(id));

export const answer = (phone: Browser, id: string, what: 'yes' | 'no'): Promise<Seen> =>
  phone.post(askApi[what].replace(':confirmationId', id));

/** As an Arabic keyboard types them. */
export const arabicDigits = (digits: string): string =>
  digits.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '');

/** The id of the member with this address, as support would look it up. */
export const idOf = async ({ context }: Tillpass, address: string): Promise<string> =>
  (await memberIdByAddress(context.store.read, address)) ?? assert.fail(`nobody is ${address}`);

export const numberOf = async (phone: Browser): Promise<string> =>
  (await wallet(phone)).member.number;

/** A purchase that an associate types, with a colleague if one is named. */
export const addPurchase = (
  till: Browser,
  memberNumber: string,
  receiptNumber: string,
  minor: number,
  more: object = {},
): Promise<Seen> =>
  till.post(tillApi.purchases, { id: newId(), memberNumber, receiptNumber, minor, ...more });

/** A member with a phone and the welcome points, and a question that a till has just asked them. */
export async function asked(
  t: Tillpass,
  till: Browser,
  { address, rewardId = 'coffee' }: { address: string; rewardId?: string },
): Promise<{ phone: Browser; number: string; id: string; code: string }> {
  const phone = await t.joined(address);
  const number = await numberOf(phone);
  // Mails are told apart by their time.
  t.clock.turn(1);
  const { status, text, body } = await askMember(till, number, rewardId);
  if (status !== 200) throw new Error(`not asked: ${text}`);
  const { code } = await t.lastMail(address);
  return { phone, number, id: body.id, code };
}

/** The address of a question at `/pos/v1`. */
export const posConfirmation = (id: string, step = ''): string =>
  posApi.confirmation.replace(':confirmationId', id) + step;

/** The member's own PIN at the till, as an answer to its question. */
export const typePin = (till: Browser, id: string, pin: string): Promise<Seen> =>
  till.post(tillLinks.confirmationPin(id), { pin });

/** Gives a member a PIN that is taken at once, as if they had chosen it in the profile. */
export async function givePin(t: Tillpass, address: string, pin: string): Promise<void> {
  const { secrets, store, randomBytes, now } = t.context;
  const member_id = await idOf(t, address);
  const pin_hash = await secrets.hashPin(pin, randomBytes(16));
  const [key_fingerprint = ''] = fingerprintsOf(secrets);
  await store.transact((tx) =>
    putMemberPin(tx, {
      member_id,
      pin_hash,
      key_fingerprint,
      place: 'profile',
      till_id: null,
      set_at: now(),
      usable_at: now(),
      wrong_tries: 0,
      locked_until: 0,
    }),
  );
}

/** How many mails were ever sent. */
export const mailsOut = async ({ context }: Tillpass): Promise<number> =>
  (await context.store.read.selectFrom('mails').select('id').execute()).length;
