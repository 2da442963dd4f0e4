import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import type { Browser, Seen } from '#server/tests/kit/browser.ts';
import { type Form, formsOf } from '#server/tests/kit/document.ts';
import { ask, enterCode, enterLink, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

/** What a program types into a field that it doesn't understand; `seed` draws the numbers. */
const guesses = (seed: number): readonly string[] => [
  ...['', ' ', '0', '1', 'test', 'yes', 'on', 'true', 'test@example.org', '123456', '000000'],
  ...Array.from({ length: 12 }, (_, index) => String(100 + ((seed + index * 7) % 900))),
];

/**
 * A mail scanner: it opens the link, sends every form of the page with all its guesses, and follows where it is led. It
 * does not tick boxes: a scanner that ticks "this was not me" has said so.
 */
async function scan(scanner: Browser, token: string, seed: number): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const page = await scanner.page(paths.link(token));
  for (const form of formsOf(page.text)) {
    for (const guess of guesses(seed)) {
      const answer = await scanner.form(form.action, filled(form, guess), paths.link(token));
      seen.push(answer);
      const { location } = answer.headers;
      if (typeof location === 'string') seen.push(await scanner.page(location));
    }
  }
  return seen;
}

const filled = ({ hidden, open }: Form, guess: string): Record<string, string> => ({
  ...hidden,
  ...Object.fromEntries(
    open
      .filter(({ type }) => type !== 'checkbox')
      .map(({ name, type, value }) => [name, type === 'submit' ? value : guess]),
  ),
});

/** Sends as the page's scripts would. */
async function press(scanner: Browser, token: string): Promise<void> {
  await scanner.post(memberApi.linkEnter, { token });
  await scanner.post(memberApi.linkMatch, { token, number: '42' });
  await scanner.post(memberApi.linkNotMe, { token });
}

describe('a mail scanner', () => {
  test('finds the number and the box on the page', async () => {
    const { token } = await ask(t, t.browser(), 'forms@example.com');
    const page = await t.browser().page(paths.link(token));
    const actions = formsOf(page.text).map(({ action }) => action);
    assert.ok(actions.includes(memberApi.linkMatch));
    assert.ok(actions.includes(memberApi.linkNotMe));
  });

  for (const jar of ['that keeps cookies', 'that keeps none']) {
    test(`${jar} gets no session, and both ways stay open`, async () => {
      for (const [way, seed] of [
        ['link', 3],
        ['code', 5],
      ] as const) {
        const phone = t.browser();
        const address = `${way}-${jar.replaceAll(' ', '-')}@example.com`;
        const { id, code, token, matchNumber } = await ask(t, phone, address);
        const scanner = t.browser();
        // One guess in nine hundred is right and lets the asker in; that is another test's subject.
        const unlucky = matchNumber === 100 + (seed % 900) ? seed + 1 : seed;
        const seen = await scan(scanner, token, unlucky);
        if (jar === 'that keeps none') scanner.cookies.clear();
        await press(scanner, token);

        assert.ok(seen.every(({ status }) => status < 500));
        assert.ok(
          seen.every(({ headers }) => !String(headers['set-cookie']).includes('__Host-session=')),
        );
        assert.equal(await isSignedIn(scanner), false);
        const entered =
          way === 'link' ? await enterLink(phone, token) : await enterCode(phone, id, code);
        assert.equal(entered.status, 200);
        assert.ok(await isSignedIn(phone));
      }
    });
  }

  test('that scans the asking browser’s own mail twice at once does no harm', async () => {
    const phone = t.browser();
    const { token, id, code } = await ask(t, phone, 'twice-scanned@example.com');
    await Promise.all([scan(t.browser(), token, 11), scan(t.browser(), token, 17)]);
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });

  test('that guesses the number gets nothing by it', async () => {
    const [phone, scanner] = [t.browser(), t.browser()];
    const { token, matchNumber } = await ask(t, phone, 'lucky@example.com');
    await scanner.post(memberApi.linkMatch, { token, number: String(matchNumber) });
    assert.equal((await enterLink(scanner, token)).status, 403);
    assert.equal(await isSignedIn(scanner), false);
    assert.equal((await enterLink(phone, token)).status, 200);
  });
});
