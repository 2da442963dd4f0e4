import assert from 'node:assert/strict';
import { memberApi } from '#contract/paths.ts';
import type { ReferralRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

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
