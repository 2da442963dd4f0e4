import assert from 'node:assert/strict';
import { memberApi } from '#contract/paths.ts';
import type { ReferralRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, posAt } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { eur, numberOf } from './goods.ts';

/** A rule by which members invite: two purchases from 10.00 give 50 to the friend, and 100 to who invited. */
export const referralRule = (more: Partial<ReferralRule> = {}): ReferralRule => ({
  id: 'friends',
  kind: 'referral',
  name: { en: 'Bring a friend' },
  points: 50,
  inviterPoints: 100,
  purchases: 2,
  withinDays: 30,
  when: { minimumMinor: 1_000 },
  limits: { perMember: { count: 3, every: 'month' } },
  ...more,
});

/** How a member invites, as their page says it. */
export const inviteOf = async (phone: Browser) => (await phone.get(memberApi.earning)).body.invite;

export const linkOf = async (phone: Browser): Promise<string> =>
  new URL((await inviteOf(phone)).link).pathname;

/** Follows a link, and joins on the page that it leads to. */
export async function joinBy(t: Tillpass, link: string, address: string): Promise<Browser> {
  const phone = t.browser();
  const { location } = (await phone.page(link)).headers;
  const { text } = await phone.page(String(location));
  const invitation = /name="invitation" value="(\w+)"/.exec(text)?.[1];
  const asked = await phone.post(memberApi.signIns, {
    email: address,
    ...(invitation && { invitation }),
  });
  const { code } = await t.lastMail(address);
  const entered = await phone.post(`/api/sign-ins/${asked.body.id}/code`, { code });
  assert.equal(entered.status, 200, entered.text);
  return phone;
}

/** A shop in which nothing gives points but inviting, after one purchase. */
export async function startInviting() {
  const t = await startTillpass();
  const pos = posAt(t, 'main-1');
  const earning = [referralRule({ purchases: 1 })];
  await loadProgram(t.context, {
    ...testProgram,
    welcomePoints: 0,
    pointsPerUnit: 0.0001,
    earning,
  });
  let receipts = 0;
  return {
    t,
    pos,
    /** @returns the receipt's number */
    buy: async (phone: Browser): Promise<string> => {
      receipts += 1;
      const receiptNumber = `bought-${receipts}`;
      const sold = { member: await numberOf(phone), receiptNumber, total: eur(1_000) };
      const { status, text } = await pos.purchase(sold);
      assert.equal(status, 200, text);
      return receiptNumber;
    },
    /** What a member has, once everybody who invited has theirs and the books are whole. */
    settled: async (phone: Browser): Promise<number> => {
      await rewardInviters(t.context);
      assert.deepEqual(await verifyBooks(t.context), []);
      return balance(phone);
    },
  };
}
