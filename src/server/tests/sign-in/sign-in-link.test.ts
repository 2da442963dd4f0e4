import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { signInMs } from '#domain/people/sign-in.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { ask, enterCode, enterLink, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const typeNumber = (browser: Browser, token: string, number: number | string) =>
  browser.post(memberApi.linkMatch, { token, number: String(number) });
const notMe = (browser: Browser, token: string, confirm?: string) =>
  browser.post(memberApi.linkNotMe, { token, ...(confirm !== undefined && { confirm }) });
const enterWaiting = (browser: Browser, id: string) => browser.post(api.enter(id));

describe('opening the link', () => {
  test('fifty times, by HEAD and ahead of time: nothing changes', async () => {
    const [phone, stranger] = [t.browser(), t.browser()];
    const { token } = await ask(t, phone, 'opened@example.com');
    const before = await dump(t.context.store.read);
    for (const browser of [phone, stranger]) {
      for (let time = 0; time < 25; time += 1) {
        const { status } = await browser.page(paths.link(token));
        assert.equal(status, 200);
      }
      await browser.page(paths.link(token), { 'sec-purpose': 'prefetch' });
      const head = await t.app.inject({ method: 'HEAD', url: paths.link(token) });
      assert.deepEqual([head.statusCode, head.body], [200, '']);
    }
    assertUnchanged(before, await dump(t.context.store.read));
    assert.equal((await enterLink(phone, token)).status, 200);
  });

  test('the page says which shop, browser and time asked', async () => {
    const phone = t.browser();
    t.clock.turn(1);
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
    const wish = { email: 'who@example.com', placement: 'M1' };
    await phone.post(memberApi.signIns, wish, { 'user-agent': userAgent });
    const { token } = await t.lastMail('who@example.com');
    const page = await t.browser().page(paths.link(token));
    assert.match(page.text, /Main St\./);
    assert.match(page.text, /Safari \(iPhone\)/);
  });

  test('a link that never was leads to asking for a mail', async () => {
    const { status, headers } = await t.browser().page(paths.link('x'.repeat(43)));
    assert.deepEqual([status, headers.location], [303, '/sign-in']);
  });
});

describe('signing in by the link', () => {
  test('one button in the browser that asked, and the link is used', async () => {
    const [phone, other] = [t.browser(), t.browser()];
    const { id, token, code } = await ask(t, phone, 'button@example.com');
    const form = await phone.form(memberApi.linkEnter, { token }, paths.link(token));
    assert.deepEqual([form.status, form.headers.location], [303, '/wallet']);
    assert.ok(await isSignedIn(phone));

    assert.equal((await enterLink(other, token)).status, 403);
    assert.equal((await typeNumber(other, token, 420)).status, 410);
    assert.equal((await notMe(other, token, 'yes')).status, 410);
    await phone.post(memberApi.signOut);
    // From then on it is a browser like any other.
    assert.equal((await enterLink(phone, token)).status, 403);
    assert.equal((await enterCode(phone, id, code)).status, 403);
    assert.equal((await typeNumber(phone, token, 420)).status, 410);
  });

  test('a double tap is one tap', async () => {
    const phone = t.browser();
    const { token } = await ask(t, phone, 'taps@example.com');
    const taps = await Promise.all([1, 2, 3].map(() => enterLink(phone, token)));
    assert.deepEqual(
      taps.map(({ status }) => status),
      [200, 200, 200],
    );
    const late = await phone.form(memberApi.linkEnter, { token }, paths.link(token));
    assert.deepEqual([late.status, late.headers.location], [303, '/wallet']);
    assert.equal((await phone.get(memberApi.profile)).body.devices.length, 1);
  });

  test('it is good for ten minutes', async () => {
    const phone = t.browser();
    const { token } = await ask(t, phone, 'stale@example.com');
    t.clock.turn(signInMs);
    assert.equal((await enterLink(phone, token)).status, 410);
  });
});

describe('the link in another browser', () => {
  test('the right number lets the browser in that asked, and gives this one nothing', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { id, token, matchNumber } = await ask(t, phone, 'match@example.com');
    assert.equal((await enterLink(mailApp, token)).body.error.key, 'no-cookies');
    assert.equal((await enterWaiting(phone, id)).body.error.key, 'match-wrong');

    const matched = await typeNumber(mailApp, token, matchNumber);
    assert.deepEqual([matched.status, matched.body.state], [200, 'matched']);
    assert.equal(mailApp.cookies.has('__Host-session'), false);
    assert.equal((await enterWaiting(mailApp, id)).status, 403);

    assert.equal((await phone.get(api.signIn(id))).body.state, 'matched');
    assert.equal((await enterWaiting(phone, id)).status, 200);
    assert.ok(await isSignedIn(phone));
    assert.equal(await isSignedIn(mailApp), false);
  });

  test('two waiting tabs go in together', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { id, token, matchNumber } = await ask(t, phone, 'tabs@example.com');
    await typeNumber(mailApp, token, matchNumber);
    const tabs = await Promise.all([enterWaiting(phone, id), enterWaiting(phone, id)]);
    assert.deepEqual(
      tabs.map(({ status }) => status),
      [200, 200],
    );
  });

  test('the number typed twice is right twice', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { token, matchNumber } = await ask(t, phone, 'repeat@example.com');
    await typeNumber(mailApp, token, matchNumber);
    assert.equal((await typeNumber(mailApp, token, matchNumber)).status, 200);
  });

  test('digits of an Arabic keyboard are right too', async () => {
    const phone = t.browser();
    const { token, matchNumber } = await ask(t, phone, 'raqm@example.com');
    const typed = [...String(matchNumber)].map((d) => String.fromCodePoint(0x660 + Number(d)));
    assert.equal((await typeNumber(t.browser(), token, ` ${typed.join('')} `)).status, 200);
  });

  test('a wrong number takes this way away, and the code still works', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { id, token, code, matchNumber } = await ask(t, phone, 'wrong@example.com');
    const wrong = matchNumber === 999 ? 100 : matchNumber + 1;
    for (const number of [wrong, matchNumber]) {
      const { status, body } = await typeNumber(mailApp, token, number);
      assert.deepEqual([status, body.error.key], [422, 'match-wrong']);
    }
    assert.equal((await enterWaiting(phone, id)).body.error.key, 'match-wrong');
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });

  test('what is no number of three digits takes nothing away', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { token, matchNumber } = await ask(t, phone, 'empty@example.com');
    for (const slip of ['', ' ', '4', '44', '4444', 'abc', '1e1', '0x2a']) {
      const { status, body } = await typeNumber(mailApp, token, slip);
      assert.deepEqual([status, body.error.key], [400, 'match-incomplete']);
    }
    assert.equal((await typeNumber(mailApp, token, matchNumber)).status, 200);
  });

  test('ten numbers at once are one try', async () => {
    const [phone, mailApp] = [t.browser(), t.browser()];
    const { token, matchNumber } = await ask(t, phone, 'many@example.com');
    const wrong = Array.from({ length: 10 }, (_, index) => 100 + ((matchNumber + index) % 900));
    const answers = await Promise.all(wrong.map((number) => typeNumber(mailApp, token, number)));
    const tried = await t.browser().page(paths.link(token));
    assert.equal(tried.status, 200);
    assert.ok(answers.filter(({ status }) => status === 200).length <= 1);
  });
});

describe('"this was not me"', () => {
  test('with the box ticked it ends the request for everybody', async () => {
    const [phone, owner] = [t.browser(), t.browser()];
    const { id, token, code, matchNumber } = await ask(t, phone, 'notme@example.com');
    const form = await owner.form(
      memberApi.linkNotMe,
      { token, confirm: 'yes' },
      paths.link(token),
    );
    assert.equal(form.status, 303);
    assert.equal((await notMe(owner, token, 'yes')).status, 200, 'saying it twice is no error');
    assert.equal((await enterCode(phone, id, code)).status, 410);
    assert.equal((await enterLink(phone, token)).status, 410);
    assert.equal((await typeNumber(owner, token, matchNumber)).status, 410);
    assert.equal((await phone.get(api.signIn(id))).body.state, 'ended');
    assert.equal(await isSignedIn(phone), false);
  });

  test('it takes back a number that was typed already', async () => {
    const [phone, owner] = [t.browser(), t.browser()];
    const { id, token, matchNumber } = await ask(t, phone, 'regret@example.com');
    await typeNumber(owner, token, matchNumber);
    await notMe(owner, token, 'yes');
    assert.equal((await enterWaiting(phone, id)).status, 410);
  });

  test('without the box nothing happens but a sentence', async () => {
    const [phone, scanner] = [t.browser(), t.browser()];
    const { id, token, code } = await ask(t, phone, 'box@example.com');
    const { status, body } = await notMe(scanner, token);
    assert.deepEqual([status, body.error.key], [422, 'confirm-required']);
    assert.equal((await enterCode(phone, id, code)).status, 200);
  });
});
