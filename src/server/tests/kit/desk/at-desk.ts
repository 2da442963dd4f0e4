import assert from 'node:assert/strict';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DeskRight, DeskRole } from '#domain/desk/desk-role.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { inviteAdministrator } from '#server/usecases/desk/administrators.ts';
import { Authenticator } from './authenticator.ts';

/** An administrator with a passkey, signed in in a browser. */
export interface Signed {
  readonly id: string;
  readonly browser: Browser;
  readonly passkey: Authenticator;
  /** Shows the passkey again for an act about something, and then sends it. */
  proved(right: DeskRight, subject: string, url: string, body?: object): Promise<Seen>;
}

export const tokenOf = (url: string): string => url.split('#')[1] ?? '';

/** Invites somebody of a role, who makes a passkey by the link. */
export async function administrator(
  t: Tillpass,
  name: string,
  role: DeskRole = 'owner',
): Promise<Signed> {
  const { url } = await inviteAdministrator(t.context, { name, role });
  return begun(t, tokenOf(url));
}

/** Uses a one-time link with a new passkey. */
export async function begun(t: Tillpass, token: string): Promise<Signed> {
  const [browser, passkey] = [t.browser(), new Authenticator()];
  const options = await browser.post(deskApi.linkOptions, { token });
  assert.equal(options.status, 200, options.text);
  const entered = await browser.post(deskApi.linkEnter, {
    token,
    passkey: passkey.make(options.body),
  });
  assert.equal(entered.status, 200, entered.text);
  return {
    id: entered.body.id,
    browser,
    passkey,
    proved: async (right, subject, url, body = {}) => {
      await prove(browser, passkey, right, subject);
      return browser.post(url, body);
    },
  };
}

export async function prove(
  browser: Browser,
  passkey: Authenticator,
  right: DeskRight,
  subject: string,
): Promise<void> {
  const asked = await browser.post(deskApi.proofOptions, { right, subject });
  assert.equal(asked.status, 200, asked.text);
  const shown = await browser.post(deskApi.proof, { passkey: passkey.show(asked.body) });
  assert.equal(shown.status, 200, shown.text);
}

/** Signs in with a passkey in a new browser. */
export async function signedIn(t: Tillpass, passkey: Authenticator): Promise<Browser> {
  const browser = t.browser();
  const { body } = await browser.post(deskApi.signInOptions);
  const answer = await browser.post(deskApi.signIn, { passkey: passkey.show(body) });
  assert.equal(answer.status, 200, answer.text);
  return browser;
}
