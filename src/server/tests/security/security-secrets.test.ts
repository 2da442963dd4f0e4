import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { memberApi, tillApi } from '#contract/paths.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { ask, enterCode } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { recogniseAdmin } from '#server/usecases/pools/admin-key.ts';
import { enterByCode } from '#server/usecases/sign-in/enter.ts';
import { withPin } from '#server/usecases/till/judge-pin.ts';
import { recognisePos } from '#server/usecases/till/recognise-pos.ts';

let t: Tillpass;
let member: Browser;
before(async () => {
  t = await startTillpass();
  member = await t.joined('member@example.com', 'M1');
});
after(() => t.close());

describe('cookies', () => {
  test('are bound to this host and to TLS, and closed to scripts and other sites', async () => {
    const phone = t.browser();
    const { id, code } = await ask(t, phone, 'cookies@example.com');
    const answers = [
      await enterCode(phone, id, code),
      await phone.page('/P/M1'),
      await phone.post(memberApi.language, { language: 'ar' }),
      await phone.form(memberApi.profile, { wrong: 'x' }, '/profile'),
      await phone.post(memberApi.signIns, { email: 'cookies@example.com' }),
    ];
    const cookies = answers.flatMap(({ headers }) => [headers['set-cookie'] ?? []].flat());
    assert.ok(cookies.length >= 5);
    for (const cookie of cookies) {
      assert.match(cookie, /^__Host-[a-z]+=/);
      for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) {
        assert.ok(cookie.includes(`; ${part}`), `${part} in ${cookie}`);
      }
      assert.doesNotMatch(cookie, /Domain=/i);
    }
  });
});

describe('another site', () => {
  const foreign: readonly Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'nonsense' },
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:9999' },
    { origin: 'null' },
    { origin: 'https://localhost:8080.evil.example' },
    { origin: 'http://localhost:8080', 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) {
    test(`can send nothing in a member’s name: ${JSON.stringify(headers)}`, async () => {
      const before = await dump(t.context.store.read);
      const cookie = [...member.cookies].map((pair) => pair.join('=')).join('; ');
      for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/plain']) {
        for (const url of [memberApi.signOut, memberApi.redemptions, tillApi.redeem]) {
          const answer = await t.app.inject({
            method: 'POST',
            url,
            headers: { host: 'localhost:8080', 'content-type': type, cookie, ...headers },
            payload: type === 'application/json' ? '{}' : '',
          });
          assert.equal(answer.statusCode, 403);
          assert.equal(answer.json().error.key, 'origin-foreign');
          assert.equal(answer.headers['set-cookie'], undefined);
        }
      }
      assertUnchanged(before, await dump(t.context.store.read));
    });
  }

  test('is not our own page, nor the person who types an address', async () => {
    const own: readonly Record<string, string>[] = [
      { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://localhost:8080' },
      {},
    ];
    for (const headers of own) {
      const answer = await t.app.inject({
        method: 'POST',
        url: memberApi.language,
        headers: { host: 'localhost:8080', 'content-type': 'application/json', ...headers },
        payload: { language: 'en' },
      });
      assert.equal(answer.statusCode, 200);
    }
  });
});

describe('the database', () => {
  test('holds no secret in clear after a whole journey', async () => {
    const phone = t.browser();
    const { id, code, token } = await ask(t, phone, 'secrets@example.com');
    const unused = await ask(t, phone, 'secrets@example.com');
    await enterCode(phone, id, code);
    const used = await issued(phone, 'small');
    const live = await issued(phone, 'small');
    const till = await t.onDuty('main-1');
    const redeemed = await posAt(t, 'main-2').redeem(used.code, 'R-1');
    assert.equal(redeemed.status, 200);
    await till.post(tillApi.look, { scanned: live.code });

    const secrets = new Map<string, string>([
      ['the link’s token', token],
      ['a live link’s token', unused.token],
      ['a live code', unused.code],
      ['a used voucher code', used.code],
      ['a live voucher code', live.code],
      ['an associate’s PIN', t.pin],
      ...[...t.keys].map(([name, key]): [string, string] => [`the key of ${name}`, key]),
      ...[...phone.cookies, ...till.cookies].map(([name, value]): [string, string] => [
        name,
        value.split('.').at(-1) ?? '',
      ]),
    ]);
    secrets.delete('__Host-language');
    const everything = await dump(t.context.store.read);
    for (const [name, secret] of secrets) {
      assert.ok(secret.length >= 5, name);
      assert.ok(!isIn(everything, secret), `${name} is in the database`);
    }
    assert.ok(everything.includes('secrets@example.com'), 'and it was the right database');
  });
});

/** Digits are looked for as a whole number, because times and hashes contain any five digits somewhere. */
const isIn = (text: string, secret: string): boolean =>
  /^\d+$/.test(secret)
    ? new RegExp(`(?<![\\w-])${secret}(?![\\w-])`).test(text)
    : text.includes(secret);

test('who tries keys, codes and PINs is written down by ids that say nothing else', async () => {
  const lines: Record<string, unknown>[] = [];
  const note = (fields: Record<string, unknown>) => lines.push(fields);
  const context = { ...t.context, log: { ...t.context.log, info: note, warn: note, error: note } };
  const noted = (what: string) => lines.filter(({ security }) => security === what);

  const foundKey = 'tp_aKeyThatWasFoundInTheStreet';
  for (let turn = 0; turn < 2; turn += 1)
    await assert.rejects(recognisePos(context, `Bearer ${foundKey}`), /key-unknown/);
  const [first, again] = noted('till-key-unknown');
  assert.deepEqual(first, again, 'the same key is seen as the same');
  await assert.rejects(recogniseAdmin(context, 'Bearer ta_anotherKeyThatIsNobodys'), /key-unknown/);
  assert.equal(noted('admin-key-unknown').length, 1);

  const phone = t.browser();
  const { id, code } = await ask(t, phone, 'followed@example.com');
  const browserSecret = phone.cookies.get('__Host-browser') ?? null;
  const asker = { networkAddress: '203.0.113.9', known: null, browser: null, replaced: null };
  const wrong = code === '000000' ? '000001' : '000000';
  const enter = (typed: string) =>
    enterByCode(context, { ...asker, browserSecret, id, code: typed });
  await assert.rejects(enter(wrong), /sign-in-code-wrong/);
  assert.equal(noted('sign-in-code-wrong')[0]?.signInId, id);
  await enter(code);
  assert.equal(typeof noted('signed-in')[0]?.memberId, 'string');

  const [associate] = await associatesOf(t.context.store.read, 'main');
  const pin = { associateId: associate?.id ?? '', pin: '99999' };
  const here = { tillId: 'main-1', storeId: 'main' };
  await assert.rejects(
    withPin(context, here, pin, async () => {}),
    /pin-wrong/,
  );
  assert.equal(noted('pin-wrong')[0]?.associateId, associate?.id);

  const text = JSON.stringify(lines);
  for (const secret of [foundKey, '203.0.113.9', 'followed@', wrong, code, '99999']) {
    assert.ok(!text.includes(secret), secret);
  }
});
