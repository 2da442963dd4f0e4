import assert from 'node:assert/strict';
import { mergePage } from '#contract/paths.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

/** What members do to make two memberships one. Mails are told apart by their time, so it goes on. */

/** Sends one of the page's forms. */
export const mergeStep = (phone: Browser, fields: Record<string, string>): Promise<Seen> =>
  phone.form(mergePage, fields, mergePage);

/** What the page says after a step. */
export async function mergeSaid(
  t: Tillpass,
  phone: Browser,
  fields: Record<string, string>,
): Promise<string> {
  t.clock.turn(1);
  assert.equal((await mergeStep(phone, fields)).status, 303);
  return (await phone.page(mergePage)).text;
}

/** Proves the other mailbox. @returns the page that shows what comes together */
export async function proveOther(t: Tillpass, phone: Browser, email: string): Promise<string> {
  assert.match(await mergeSaid(t, phone, { email }), /We’ve mailed a code/);
  const { code } = await t.lastMail(email);
  return mergeSaid(t, phone, { code });
}

/** Says yes to what the page shows. @returns what it says then */
const sayYes = (t: Tillpass, phone: Browser): Promise<string> =>
  mergeSaid(t, phone, { merge: 'yes', confirm: 'yes' });

/** Merges the membership of an address into that of a phone that has just signed in. */
export async function merge(t: Tillpass, phone: Browser, email: string): Promise<void> {
  assert.match(await proveOther(t, phone, email), /Make them one membership/);
  assert.match(await sayYes(t, phone), /both are one membership now/);
  t.clock.turn(1);
}
