import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eachPage } from '#contract/pages.ts';
import { memberApi, posApi, systemApi, tillApi, tillPages } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { formsOf } from '#server/tests/kit/document.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { leadsTo } from '#server/tests/kit/plain-form.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let phone: Browser;
let untouched: string;
before(async () => {
  t = await startTillpass();
  phone = await t.joined('member@example.com', 'M1');
  untouched = await dump(t.context.store.read);
});
after(() => t.close());

const cookieOf = (browser: Browser): string =>
  [...browser.cookies].map((pair) => pair.join('=')).join('; ');

const stands = async () => assertUnchanged(untouched, await dump(t.context.store.read));

describe('a request by another method', () => {
  const addresses = Object.values({
    ...eachPage(({ pattern }) => pattern),
    ...tillPages,
    ...memberApi,
    ...tillApi,
    ...posApi,
    ...systemApi,
  });
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'GET'] as const) {
    test(`${method} of every address is answered and changes nothing`, async () => {
      for (const address of addresses.map((pattern) => pattern.replace(/:\w+/, 'x'))) {
        // A stream ends only when the client leaves it.
        if (method === 'GET' && [memberApi.live, tillApi.live].some((live) => live === address))
          continue;
        const headers = { host: 'localhost:8080', cookie: cookieOf(phone) };
        const { statusCode, body } = await t.app.inject({ method, url: address, headers });
        assert.ok(statusCode < 500, `${method} ${address}: ${statusCode}`);
        if (method === 'HEAD') assert.equal(body, '');
        else if (method !== 'GET') assertRefused(statusCode, body, `${method} ${address}`);
      }
      await stands();
    });
  }
});

describe('an address', () => {
  const odd = [
    ...['/%zz', '/%', '/%00', '/%c0%af', '/..%2f..%2fetc/passwd', '/assets/..%2f..%2fpackage.json'],
    ...['//', '//evil.example/', '/wallet/../../x', '/api/%zz', '/api/wallet%00', '/s/%00'],
    ...[
      `/${'x'.repeat(10_000)}`,
      `/s/${'x'.repeat(10_000)}`,
      `/${'a/'.repeat(4_000)}`,
      '/assets/%00',
    ],
    ...[`/sign-in/${'%F0%9F%9A%80'.repeat(500)}`, '/sign-in/%00', '/redemptions/%00', '/P/%ud800'],
    ...[
      '/?__proto__=1',
      `/?${'a=1&'.repeat(2_000)}`,
      '/wallet?%zz',
      '/wallet?a=%00&a=%ff',
      '/*',
      '/;a=b',
    ],
    ...[
      '/icons/',
      '/assets',
      '/sw.js/x',
      '/dev/inbox/..',
      "/s/' or 1=1 --",
      '/rewards/%3Cscript%3E',
    ],
  ];
  for (const address of odd) {
    test(`${address.slice(0, 40)} is answered by a page and by JSON`, async () => {
      for (const accept of ['text/html', 'application/json', '*/*', '']) {
        const answer = await t.app.inject({
          url: address,
          headers: { host: 'localhost:8080', cookie: cookieOf(phone), accept },
        });
        assert.ok(answer.statusCode < 500, `${answer.statusCode} ${answer.body}`);
        assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/);
        const isJson = String(answer.headers['content-type']).includes('json');
        if (answer.statusCode >= 400 && isJson) {
          assertRefused(answer.statusCode, answer.body, address);
        }
      }
      await stands();
    });
  }
});

describe('a query', () => {
  for (const query of [
    ...['before=1&before=2', 'before=', 'before=0', 'before=-1', 'before=1.5', 'before=1e3'],
    ...['before=x', 'before=9999999999999999', 'before[]=1', 'before=%00', 'before=%ff', 'x=1'],
    ...['__proto__=1', 'before=1&x=1', 'before=%D9%A3'],
  ]) {
    test(`history?${query} is refused`, async () => {
      const { status, text } = await phone.get(`${memberApi.history}?${query}`);
      assertRefused(status, text, query);
    });
  }

  test('history before the first line is empty', async () => {
    for (const before of ['1', '999999999999999']) {
      assert.equal((await phone.get(`${memberApi.history}?before=${before}`)).status, 200);
    }
  });
});

describe('cookies', () => {
  test('a thousand of them, or nonsense, are no harm', async () => {
    const many = Array.from({ length: 1_000 }, (_, number) => `c${number}=v`).join('; ');
    const jars = [
      ...[many, '=;=;;', '__Host-session', '__Host-session=%00', '__Host-browser=%00;a', '\x7f=1'],
      ...['__proto__=1; constructor=2', '__Host-poster=%00', `__Host-poster=${'x'.repeat(5_000)}`],
      ...['__Host-language=__proto__', '__Host-till=%00.%00', '__Host-shift=%zz', 'a="', 'é=é'],
    ];
    for (const cookie of jars) {
      for (const url of ['/', '/wallet', '/P/M1', '/till', memberApi.wallet, tillApi.device]) {
        const { statusCode } = await t.app.inject({
          url,
          headers: { cookie, accept: 'text/html' },
        });
        assert.ok(statusCode < 500, `${statusCode} for ${cookie.slice(0, 40)} to ${url}`);
      }
    }
    await stands();
  });

  test('a browser secret that was never made here is replaced', async () => {
    const browser = t.browser();
    for (const made of ['', 'x', '%00', 'x'.repeat(5_000)]) {
      browser.cookies.set('__Host-browser', made);
      const email = `secret${made.length}@example.com`;
      assert.equal((await browser.post(memberApi.signIns, { email })).status, 200);
      assert.match(browser.cookies.get('__Host-browser') ?? '', /^[\w-]{43}$/);
    }
    untouched = await dump(t.context.store.read);
  });
});

describe('a form', () => {
  const bodies = [
    ...[
      '',
      'email',
      'email=%00',
      'email=%ff@example.com',
      'email=a%40b.example&email=c%40d.example',
    ],
    ...[
      'email[]=a%40b.example',
      'email=a%40b.example&x=1',
      '%=%',
      '&&&',
      `email=${'x'.repeat(1_500)}`,
    ],
    ...['__proto__=1&email=a%40b.example', `${'x'.repeat(20_000)}=1`, 'email=%zz@b.example'],
    `email=${'x'.repeat(70_000)}`,
  ];
  for (const body of bodies) {
    test(`with ${JSON.stringify(body.slice(0, 40))} goes back to its page, which says why`, async () => {
      const browser = t.browser();
      const answer = await t.app.inject({
        method: 'POST',
        url: memberApi.signIns,
        headers: {
          host: 'localhost:8080',
          referer: 'http://localhost:8080/sign-in',
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: body,
      });
      assert.equal(leadsTo({ status: answer.statusCode, headers: answer.headers }), '/sign-in');
      const notice = answer.cookies.find(({ name }) => name === '__Host-notice')?.value ?? '';
      assert.ok(notice.length > 0 && notice.length < 1_500);
      browser.cookies.set('__Host-notice', notice);
      const { text } = await browser.page('/sign-in');
      assert.match(text, /role="alert"[^>]*>[^<]{8,}/);
      assert.ok(formsOf(text).length > 0);
      await stands();
    });
  }

  test('for a till, a POS or nowhere gets the error body', async () => {
    for (const url of [tillApi.redeem, posApi.redemptions, '/nowhere', '/api/nowhere']) {
      const { status, text } = await phone.form(url, { x: '1' });
      assertRefused(status, text, url);
    }
  });
});
