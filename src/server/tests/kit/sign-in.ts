import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import type { Limit } from '#domain/limit.ts';
import { countUp } from '#server/storage/people/limits.ts';
import type { Browser, Seen } from './browser.ts';
import type { Tillpass } from './tillpass.ts';

/** A sign-in request, with the content of its mail. */
export interface Asked {
  readonly id: string;
  readonly matchNumber: number;
  readonly code: string;
  readonly token: string;
}

/** Asks for a mail and reads it. */
export async function ask(t: Tillpass, browser: Browser, email: string): Promise<Asked> {
  // Mails are told apart by their time.
  t.clock.turn(1);
  const { status, text, body } = await browser.post(memberApi.signIns, { email });
  if (status !== 200) throw new Error(`not asked: ${text}`);
  const { code, token } = await t.lastMail(email);
  return { id: body.id, matchNumber: body.matchNumber, code, token };
}

/** Fills a count with earlier requests, of which there would be thousands. @param of the key as it is counted */
export const countBefore = (t: Tillpass, limit: Limit, count: number, of: string): Promise<void> =>
  t.context.store.transact(async (tx) => {
    const key = t.context.secrets.hash('limit', of);
    for (let more = 0; more < count; more += 1) await countUp(tx, limit, key, t.clock.now());
  });

export const enterCode = (browser: Browser, id: string, code: string): Promise<Seen> =>
  browser.post(api.code(id), { code });

export const enterLink = (browser: Browser, token: string): Promise<Seen> =>
  browser.post(memberApi.linkEnter, { token });

/** A code of six digits that is not this one. */
export const otherThan = (code: string): string =>
  code.replace(/./, (digit) => String((Number(digit) + 1) % 10));

/** Whether the browser gets the wallet. */
export const isSignedIn = async (browser: Browser): Promise<boolean> =>
  (await browser.get(memberApi.wallet)).status === 200;
