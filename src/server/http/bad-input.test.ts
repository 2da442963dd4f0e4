import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { api } from '#contract/links.ts';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { ask } from '#server/tests/kit/sign-in.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let phone: Browser;
/** A right request for each route. */
let routes: readonly (readonly [string, Record<string, string>])[];
let untouched: string;

before(async () => {
  t = await startTillpass();
  phone = await t.joined('member@example.com', 'M1');
  const asked = await ask(t, phone, 'asking@example.com');
  const voucher = await issued(phone, 'small');
  const id = '00000000-0000-4000-8000-00000000abcd';
  routes = [
    [memberApi.signIns, { email: 'new@example.com', placement: 'M1' }],
    [api.code(asked.id), { code: asked.code }],
    [api.enter(asked.id), {}],
    [memberApi.linkEnter, { token: asked.token }],
    [memberApi.linkMatch, { token: asked.token, number: String(asked.matchNumber) }],
    [memberApi.linkNotMe, { token: asked.token, confirm: 'yes' }],
    [memberApi.redemptions, { id, rewardId: 'small' }],
    [api.cancel(voucher.id), {}],
    [memberApi.profile, { firstName: 'Ann' }],
    [memberApi.language, { language: 'ar', back: '/' }],
    [memberApi.signOut, {}],
    [api.revokeDevice(phone.cookies.get('__Host-session')?.split('.')[1] ?? ''), {}],
  ];
  untouched = await dump(t.context.store.read);
});
after(() => t.close());

type Payload = string | Buffer;

async function assertNothingHappens(
  sent: readonly (readonly [name: string, type: string | undefined, payload: Payload])[],
  urls: readonly string[],
): Promise<void> {
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  for (const url of urls) {
    for (const [name, type, payload] of sent) {
      const answer = await t.app.inject({
        method: 'POST',
        url,
        headers: { host: 'localhost:8080', cookie, ...(type && { 'content-type': type }) },
        payload,
      });
      assertRefused(answer.statusCode, answer.body, `${name} to ${url}`);
    }
  }
  assertUnchanged(untouched, await dump(t.context.store.read));
}

const json = 'application/json';
const urls = () => routes.map(([url]) => url);
const deep = (open: string, close: string, times: number) =>
  open.repeat(times) + close.repeat(times);

describe('a body', () => {
  test('that is no JSON, or no object', async () => {
    const bodies = [
      '{',
      '}',
      'null',
      'true',
      '5',
      '"x"',
      '[]',
      '[{}]',
      '{"a":1,}',
      "{'a':1}",
      'NaN',
    ];
    await assertNothingHappens(
      bodies.map((body) => [body, json, body] as const),
      urls(),
    );
  });

  test('that is as deep as the limit lets it be', async () => {
    const bodies = [
      ['arrays', json, deep('[', ']', 30_000)],
      ['objects', json, deep('{"a":', '', 9_000)],
      ['closed objects', json, `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`],
    ] as const;
    await assertNothingHappens(bodies, urls());
  });

  test('with what would change objects of ours', async () => {
    const bodies = [
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"a":{"__proto__":1}}',
    ];
    await assertNothingHappens(
      bodies.map((body) => [body, json, body] as const),
      urls(),
    );
    assert.equal('x' in {}, false);
  });

  test('over 64 KB', async () => {
    const large = JSON.stringify({ firstName: 'x'.repeat(64 * 1024) });
    await assertNothingHappens([['a large body', json, large]], urls());
  });

  test('that is no UTF-8', async () => {
    const broken = [0xff, 0xc0, 0xed].map((byte) =>
      Buffer.concat([Buffer.from('{"firstName":"'), Buffer.from([byte, 0x80]), Buffer.from('"}')]),
    );
    await assertNothingHappens(
      broken.map((body) => ['broken bytes', json, body] as const),
      urls(),
    );
    const utf16 = Buffer.from('{"firstName":"Ann"}', 'utf16le');
    await assertNothingHappens([['UTF-16', `${json}; charset=utf-16`, utf16]], urls());
  });

  test('of a type that we don’t read', async () => {
    const types = ['text/plain', 'text/html', 'application/xml', 'multipart/form-data; boundary=x'];
    const odd = [...types, 'application/jsonx', 'nonsense', 'application/', ';', undefined];
    await assertNothingHappens(
      odd.map((type) => [`type ${type}`, type, '{}'] as const),
      urls(),
    );
  });
});

describe('a field', () => {
  const each = (bad: (fields: Record<string, string>) => readonly object[]) =>
    routes.map(([url, fields]) => [url, bad(fields)] as const);

  async function assertAllRefused(cases: readonly (readonly [string, readonly object[]])[]) {
    for (const [url, bodies] of cases) {
      const sent = bodies.map((body) => {
        const text = JSON.stringify(body);
        return [text.slice(0, 80), json, text] as const;
      });
      await assertNothingHappens(sent, [url]);
    }
  }

  test('that nobody knows', async () => {
    const names = ['x', '', 'a/b~c', 'x'.repeat(20_000), '\u202e', 'toString', 'hasOwnProperty'];
    await assertAllRefused(each((fields) => names.map((name) => ({ ...fields, [name]: 'x' }))));
  });

  test('of another type than text', async () => {
    const values = [1, 0, -1, Number.MAX_VALUE, true, null, [], ['x'], {}, { $ne: '' }, [['x']]];
    await assertAllRefused(
      each((fields) =>
        Object.keys(fields).flatMap((name) =>
          values.map((value) => ({ ...fields, [name]: value })),
        ),
      ),
    );
  });

  test('with NUL or half a character in it, or longer than any', async () => {
    const values = ['\0', 'a\0b', '\ud800', 'a\udc00', '\ufffd', 'x'.repeat(2_000)];
    await assertAllRefused(
      each((fields) =>
        Object.keys(fields).flatMap((name) =>
          values.map((value) => ({ ...fields, [name]: value })),
        ),
      ),
    );
  });

  test('that is missing', async () => {
    const optional = ['placement', 'confirm', 'back'];
    await assertAllRefused(
      each((fields) =>
        Object.keys(fields)
          .filter((name) => !optional.includes(name))
          .map((name) => ({ ...fields, [name]: undefined })),
      ),
    );
  });

  test('is named where it is wrong', async () => {
    const pointers = [
      [memberApi.profile, { firstName: 5 }, '/firstName'],
      [memberApi.profile, {}, '/firstName'],
      [memberApi.profile, { firstName: 'x', 'a/b~c': 1 }, '/a~1b~0c'],
      [memberApi.redemptions, { id: 'x', rewardId: 'small' }, '/id'],
    ] as const;
    for (const [url, body, pointer] of pointers) {
      assert.equal((await phone.post(url, body)).body.error.pointer, pointer);
    }
  });
});
