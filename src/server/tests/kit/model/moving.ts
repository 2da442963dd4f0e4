import assert from 'node:assert/strict';
import { addressPage, memberApi } from '#contract/paths.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import { memberIdByAddress } from '#server/storage/people/members.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import type { Mail } from '#server/vendors/mailer.ts';

/** What members do to have another address. Mails are told apart by their time, so it goes on. */

/** Sends one of the page's forms. */
export const step = (phone: Browser, fields: Record<string, string>): Promise<Seen> =>
  phone.form(addressPage, fields, addressPage);

/** What the page says after a step. */
export async function said(
  t: Tillpass,
  phone: Browser,
  fields: Record<string, string>,
): Promise<string> {
  t.clock.turn(1);
  assert.equal((await step(phone, fields)).status, 303);
  return (await phone.page(addressPage)).text;
}

/** Asks for a new address. @returns the code that went there */
export async function ask(t: Tillpass, phone: Browser, email: string): Promise<string> {
  assert.match(await said(t, phone, { email }), /We’ve mailed a code/);
  return (await t.lastMail(email)).code;
}

export async function move(t: Tillpass, phone: Browser, email: string): Promise<void> {
  const code = await ask(t, phone, email);
  assert.match(await said(t, phone, { code }), /this is your address now/);
  t.clock.turn(1);
}

/** The latest first. */
export const mailsTo = async ({ context }: Tillpass, address: string): Promise<Mail[]> =>
  (await latestMails(context.store.read, 1_000))
    .map((row) => openMail(context, row))
    .filter(({ to }) => to === address);

/** The link by which an old address is taken back, in the last mail there that has one. */
export async function backLink(t: Tillpass, address: string): Promise<string> {
  const mails = (await mailsTo(t, address)).map(({ text }) => text);
  const found = mails.map((text) => /http:\/\/localhost:8080(\/a\/\S+)/.exec(text)?.[1]);
  return found.find((link) => link !== undefined) ?? assert.fail(mails.join('\n'));
}

/** Whoever reads the mail says yes on its page. */
export const takeBack = (t: Tillpass, link: string): Promise<Seen> =>
  t.browser().form(link, { confirm: 'yes' }, link);

export const owner = ({ context }: Tillpass, address: string): Promise<string | undefined> =>
  memberIdByAddress(context.store.read, address);

export const isSignedIn = async (phone: Browser): Promise<boolean> =>
  (await phone.get(memberApi.wallet)).status === 200;
