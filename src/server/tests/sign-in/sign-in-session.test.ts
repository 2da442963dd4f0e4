import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import { sessionAtMostMs, sessionMs } from '#domain/people/session.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { ask, enterCode, isSignedIn } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const name = '__Host-session';
const dayMs = 24 * 60 * 60_000;

/** A browser with this session cookie and no other. */
function holding(cookie: string): Browser {
  const browser = t.browser();
  browser.cookies.set(name, cookie);
  return browser;
}

const cookieOf = (browser: Browser): readonly [member: string, session: string, token: string] => {
  const [member = '', session = '', token = ''] = browser.cookies.get(name)?.split('.') ?? [];
  return [member, session, token];
};

describe('a session', () => {
  test('is nobody’s when forged, cut short, mixed or sent in another shape', async () => {
    const ann = cookieOf(await t.joined('ann@example.com'));
    const bob = cookieOf(await t.joined('bob@example.com'));
    const [member, session, token] = ann;
    const forged = [
      [bob[0], bob[1], token],
      [bob[0], session, token],
      [member, bob[1], token],
      [member, session, token.slice(0, -1)],
      [member, session, `${token}A`],
      [member, session, token.toLowerCase()],
      [member, session, ''],
      [member, session],
      [member.toUpperCase(), session, token],
      ['', '', ''],
      ["' or 1=1 --", session, token],
      ['%00', session, token],
      [member, '%00', token],
      ['%zz', '%', '%'],
      ['x'.repeat(4_000), session, token],
    ];
    for (const parts of forged) {
      const browser = holding(parts.join('.'));
      const { status, body } = await browser.get(memberApi.wallet);
      assert.deepEqual([status, body.error.key], [401, 'signed-out'], parts.join('.'));
      assert.equal(browser.cookies.has(name), false, 'a dead cookie is taken away');
      const page = await holding(parts.join('.')).page('/wallet');
      assert.deepEqual([page.status, page.headers.location], [303, '/sign-in']);
    }
    assert.ok(await isSignedIn(holding(ann.join('.'))));
  });

  test('ends on one device when it is revoked on another', async () => {
    const phone = await t.joined('devices@example.com');
    t.clock.turn(1000);
    const laptop = await t.joined('devices@example.com');
    const before = (await laptop.get(memberApi.profile)).body;
    assert.equal(before.devices.length, 2);
    const onPhone = (await phone.get(memberApi.profile)).body;
    assert.equal(onPhone.devices[0].current, true, 'the device in hand comes first');
    assert.deepEqual(
      before.devices.map(({ current }: { current: boolean }) => current),
      [true, false],
    );
    const [, id] = cookieOf(phone);
    const answer = await laptop.post(api.revokeDevice(id));
    assert.equal(answer.status, 200);
    assert.equal(answer.body.devices.length, 1);
    assert.equal(await isSignedIn(phone), false);
    assert.ok(await isSignedIn(laptop));
    assert.equal((await laptop.post(api.revokeDevice(id))).status, 200, 'twice is no error');
  });

  test('of another member can’t be revoked', async () => {
    const [ann, bob] = [await t.joined('a1@example.com'), await t.joined('b1@example.com')];
    const [, id] = cookieOf(ann);
    for (const other of [id, 'nothing', '%00', '../..']) {
      const { status } = await bob.post(api.revokeDevice(other));
      assert.ok(status === 404 || status === 400, other);
    }
    assert.ok(await isSignedIn(ann));
  });

  test('revoking the device in hand signs it out', async () => {
    const phone = await t.joined('own@example.com');
    const [, id] = cookieOf(phone);
    const answer = await phone.form(api.revokeDevice(id), {}, '/profile');
    assert.equal(answer.status, 303);
    assert.equal(await isSignedIn(phone), false);
  });

  test('ends by signing out, and the cookie is worth nothing afterwards', async () => {
    const phone = await t.joined('out@example.com');
    const kept = phone.cookies.get(name) ?? '';
    const out = await phone.form(memberApi.signOut, {}, '/profile');
    assert.deepEqual([out.status, out.headers.location], [303, '/']);
    assert.equal(phone.cookies.has(name), false);
    assert.equal(await isSignedIn(holding(kept)), false);
    const wallet = await phone.page('/wallet');
    assert.deepEqual([wallet.status, wallet.headers.location], [303, '/sign-in']);
    assert.equal((await phone.post(memberApi.signOut)).status, 200, 'twice is no error');
  });

  test('lasts 180 days from when it was last seen, and its cookie too', async () => {
    const phone = await t.joined('season@example.com');
    const maxAge = (answer: { headers: Record<string, unknown> }) =>
      /__Host-session=[^;]+; Max-Age=(\d+)/.exec(String(answer.headers['set-cookie']))?.[1];
    assert.equal(maxAge(await phone.page('/wallet')), undefined, 'not at every look');
    t.clock.turn(sessionMs - 1);
    assert.equal(maxAge(await phone.page('/wallet')), String(180 * 24 * 60 * 60));
    t.clock.turn(100 * dayMs);
    assert.equal(maxAge(await phone.get(memberApi.wallet)), String(180 * 24 * 60 * 60));
    t.clock.turn(sessionMs);
    assert.equal(await isSignedIn(phone), false);
  });

  test('is not carried on by the answer that ends it', async () => {
    const phone = await t.joined('late-out@example.com');
    t.clock.turn(dayMs);
    await phone.post(memberApi.signOut);
    assert.equal(phone.cookies.has(name), false);
  });

  test('of a browser that signs in as another person is that person’s', async () => {
    const phone = await t.joined('first@example.com');
    const number = (await phone.get(memberApi.wallet)).body.member.number;
    const asked = await phone.post(memberApi.signIns, { email: 'second@example.com' });
    const waiting = await phone.get(api.signIn(asked.body.id));
    assert.equal(waiting.body.signedIn, false, 'the page still waits for the code');
    const { code } = await t.lastMail('second@example.com');
    await phone.post(api.code(asked.body.id), { code });
    assert.notEqual((await phone.get(memberApi.wallet)).body.member.number, number);
  });

  test('ends when somebody signs in again in its browser, the same member or another', async () => {
    const phone = await t.joined('again@example.com');
    for (const email of ['again@example.com', 'other-again@example.com']) {
      const replaced = phone.cookies.get(name) ?? '';
      const { id, code } = await ask(t, phone, email);
      assert.equal((await enterCode(phone, id, code)).status, 200);
      assert.equal(await isSignedIn(holding(replaced)), false, email);
      assert.ok(await isSignedIn(phone));
      assert.equal((await enterCode(phone, id, code)).status, 200, 'a double tap ends nothing');
      assert.ok(await isSignedIn(phone));
    }
  });

  test('ends after 400 days, however often it was seen', async () => {
    const phone = await t.joined('always@example.com');
    const days = sessionAtMostMs / dayMs;
    for (let day = 100; day < days; day += 100) {
      t.clock.turn(100 * dayMs);
      assert.ok(await isSignedIn(phone), `day ${day}`);
    }
    t.clock.turn(100 * dayMs - 1);
    assert.ok(await isSignedIn(phone));
    const laptop = await t.joined('always@example.com');
    t.clock.turn(1);
    assert.equal(await isSignedIn(phone), false);
    assert.equal((await laptop.get(memberApi.profile)).body.devices.length, 1);
  });

  test('stays as the only one where everywhere else is signed out, by script or by form', async () => {
    const phone = await t.joined('many@example.com');
    const others = [await t.joined('many@example.com'), await t.joined('many@example.com')];
    const stranger = await t.joined('not-many@example.com');
    const { status, body } = await phone.post(memberApi.revokeOthers);
    assert.deepEqual([status, body.devices.length, body.devices[0].current], [200, 1, true]);
    for (const other of others) assert.equal(await isSignedIn(other), false);
    assert.ok((await isSignedIn(phone)) && (await isSignedIn(stranger)));
    const form = await phone.form(memberApi.revokeOthers, {}, '/profile');
    assert.deepEqual([form.status, form.headers.location], [303, '/profile']);
    assert.equal((await t.browser().post(memberApi.revokeOthers)).status, 401);
  });
});

describe('a first name', () => {
  test('is kept as typed, without what turns lines around, and goes when it is blank', async () => {
    const phone = await t.joined('name@example.com');
    const change = async (firstName: string) =>
      (await phone.post(memberApi.profile, { firstName })).body.firstName;
    assert.equal(await change(' Zoë '), 'Zoë');
    assert.equal(await change('Zoe\u0308'), 'Zoë');
    assert.equal(await change('علی\u200cرضا'), 'علی\u200cرضا', 'a joiner is part of a name');
    assert.equal(await change('\u202eBob\u2028'), 'Bob');
    assert.equal(await change('<script>'), '<script>');
    assert.doesNotMatch((await phone.page('/profile')).text, /<script>/);
    assert.equal(await change(' \u200d\u2066 '), null);
  });
});
