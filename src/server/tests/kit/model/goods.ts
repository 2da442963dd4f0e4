import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { issued, type Pos, wallet } from '#server/tests/kit/counter.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

export const eur = (minor: number) => ({ minor, currency: 'EUR' });
export const line = (id: string, minor: number) => ({ id, minor });

/** The member of a purchase, as a till names them. */
export const numberOf = async (phone: Browser) => ({ number: (await wallet(phone)).member.number });

/** A new member, and how a till names them. */
export async function shopper(
  t: Tillpass,
  name: string,
): Promise<{ phone: Browser; member: { number: string } }> {
  const phone = await t.joined(`${name}@example.com`);
  return { phone, member: await numberOf(phone) };
}

/** A new member who buys: 9.99 and 3.00 on two lines, unless the test says otherwise. */
export async function buyer(t: Tillpass, pos: Pos, name: string, more: object = {}) {
  const { phone, member } = await shopper(t, name);
  const lines = [line('a', 999), line('b', 300)];
  const sold = { member, receiptNumber: name, total: eur(1_299), lines, ...more };
  const { status, text } = await pos.purchase(sold);
  if (status !== 200) throw new Error(`not sold: ${text}`);
  return { phone, member };
}

/** One line of a receipt, of one category. */
export interface Goods {
  readonly category: string;
  readonly quantity: number;
  readonly minor: number;
}

/** Sells goods of one category. @returns the purchase's id @throws Error when they are not sold */
export async function sellGoods(
  pos: Pos,
  member: { readonly number: string },
  receiptNumber: string,
  { category, quantity, minor }: Goods,
): Promise<string> {
  const lines = [{ ...line('l', minor), categories: [category], quantity }];
  const { status, body, text } = await pos.purchase({
    member,
    receiptNumber,
    total: eur(minor),
    lines,
  });
  if (status !== 200) throw new Error(`not sold: ${text}`);
  return body.purchaseId;
}

/** A reward that the till redeems at once. @returns the redemption's id */
export async function spend(pos: Pos, phone: Browser, rewardId: string): Promise<string> {
  const { id, code } = await issued(phone, rewardId);
  const { status, text } = await pos.redeem(code, `spend-${id}`);
  if (status !== 200) throw new Error(`not redeemed: ${text}`);
  return id;
}

/** The points that a return took and gave back. */
export const took = ({ body }: Seen): [taken: number, givenBack: number] => [
  body.pointsTaken,
  body.pointsGivenBack,
];
