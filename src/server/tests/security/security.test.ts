import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { eachPage } from '#contract/pages.ts';
import { memberApi, posApi, tillApi, tillPages } from '#contract/paths.ts';
import { createApp } from '#server/http/create-app.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let member: Browser;
before(async () => {
  t = await startTillpass();
  member = await t.joined('member@example.com', 'M1');
});
after(() => t.close());

type Headers = Record<string, unknown>;

/** The directives of a Content-Security-Policy. */
const policyOf = (headers: Headers): Map<string, string> =>
  new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => {
        const [name = '', ...values] = directive.split(' ');
        return [name, values.join(' ')];
      }),
  );

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

const documents = [
  ...['/', '/P/M1', '/sign-in', '/wallet', '/rewards', '/rewards/coffee', '/history', '/profile'],
  ...['/nowhere', '/till', '/till/enrol/x', '/till/nowhere', '/dev/inbox', '/redemptions/unknown'],
  '/no-signal/en',
];

describe('every document', () => {
  for (const address of documents) {
    test(`${address} runs nothing but our own script and style`, async () => {
      // A member is redirected from there.
      const visitor = address === '/sign-in' ? t.browser() : member;
      const { headers, text } = await visitor.page(address);
      const policy = policyOf(headers);
      assert.equal(policy.get('default-src'), "'none'");
      assert.doesNotMatch(
        [...policy.values()].join(),
        /unsafe-inline|unsafe-hashes|'unsafe-eval'|\*/,
      );
      assert.equal(policy.get('img-src'), "'self' data:");
      assert.equal(policy.get('require-trusted-types-for'), "'script'");
      assert.equal(policy.get('frame-ancestors'), "'none'");
      assert.equal(policy.get('base-uri'), "'none'");
      assert.equal(policy.get('form-action'), "'self'");

      for (const [, style] of text.matchAll(/<style[^>]*>(.*?)<\/style>/gs)) {
        const own = `'sha256-${sha256(style ?? '')}'`;
        assert.ok(policy.get('style-src')?.includes(own), 'the style’s own hash');
      }
      for (const [, tag, inside] of text.matchAll(/<script([^>]*)>(.*?)<\/script>/gs)) {
        if (tag?.includes('type="application/json"')) JSON.parse(inside ?? '');
        else assert.match(tag ?? '', / src="\/assets\//);
      }
      for (const [tag, file = ''] of text.matchAll(/<[^>]+"(\/assets\/[^"]+)"[^>]*>/g)) {
        const [, hash] = / integrity="sha256-([^"]+)"/.exec(tag) ?? [];
        assert.equal(hash, sha256((await member.page(file)).text), `${file} is what was built`);
      }
      assert.doesNotMatch(text, /<[^>]+\s(on\w+|style)=/, 'no handler and no style in a tag');
      assert.match(String(headers['cache-control']), /no-store/);
    });
  }

  test('the scan page alone compiles a decoder', async () => {
    for (const address of documents) {
      const wasm = policyOf((await member.page(address)).headers).get('script-src') ?? '';
      assert.equal(wasm.includes('wasm'), address.startsWith('/till'), address);
    }
  });
});

describe('every answer', () => {
  const answers = [
    '/wallet',
    '/api/wallet',
    '/api/nothing',
    '/healthz',
    '/readyz',
    '/icons/icon.svg',
    '/sw.js',
    '/P/%00',
  ];
  for (const address of answers) {
    test(`${address} tells browsers to be careful and nobody what we are made of`, async () => {
      const { headers } = await member.get(address);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.equal(headers['referrer-policy'], 'same-origin');
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
      // A mail, which is read elsewhere, shows the shop's icon.
      const shownIn = address.startsWith('/icons/') ? 'cross-origin' : 'same-origin';
      assert.equal(headers['cross-origin-resource-policy'], shownIn);
      const policy = policyOf(headers);
      assert.equal(policy.get('default-src'), "'none'");
      assert.match(policy.get('img-src') ?? '', /^'self'/, 'opened by its address, it has a tab');
      assert.equal(headers['access-control-allow-origin'], undefined);
      for (const name of ['server', 'x-powered-by', 'via']) assert.equal(headers[name], undefined);
    });
  }

  test('what is a member’s is in no cache', async () => {
    for (const address of [memberApi.wallet, memberApi.history, memberApi.profile]) {
      assert.equal((await member.get(address)).headers['cache-control'], 'no-store');
    }
    const till = await t.onDuty('main-1');
    for (const address of [tillApi.device, tillApi.recent]) {
      assert.equal((await till.get(address)).headers['cache-control'], 'no-store', address);
    }
  });

  test('HSTS is told behind TLS and not on a plain address', async () => {
    assert.equal((await member.page('/')).headers['strict-transport-security'], undefined);
    const context = { ...t.context, publicUrl: 'https://points.example' };
    const app = await createApp(context, t.options);
    const answer = await app.inject({ url: '/sign-in', headers: { accept: 'text/html' } });
    const hsts = String(answer.headers['strict-transport-security']);
    assert.ok(Number(/max-age=(\d+)/.exec(hsts)?.[1]) >= 180 * 24 * 60 * 60);
    assert.doesNotMatch(hsts, /includeSubDomains/, 'nobody asked for that');
    await app.close();
    const whole = await createApp(context, { ...t.options, hstsSubdomains: true });
    const { headers } = await whole.inject({ url: '/robots.txt' });
    assert.match(String(headers['strict-transport-security']), /; includeSubDomains$/);
    await whole.close();
  });
});

/** What the HTTP Observatory adds to its 100, by the scoring that it publishes; its other tests add nothing. */
const observatory: Record<string, (headers: Headers, text: string) => boolean> = {
  '10: nothing unsafe, and all that is not named is forbidden': (headers) =>
    policyOf(headers).get('default-src') === "'none'" &&
    !/'unsafe-|https?:|\*/.test(String(headers['content-security-policy'])),
  '5: no other site learns the address': (headers) => headers['referrer-policy'] === 'same-origin',
  '5: scripts with their hashes': (_headers, text) =>
    [...text.matchAll(/<script[^>]* src=[^>]*>/g)].every(([tag]) => tag.includes(' integrity="')),
  '5: in nobody’s frame, by policy': (headers) =>
    policyOf(headers).get('frame-ancestors') === "'none'",
  '10: no other site takes it in': (headers) =>
    headers['cross-origin-resource-policy'] === 'same-origin',
};

test('every page has what the HTTP Observatory gives 135 for', async () => {
  for (const address of documents) {
    const { headers, text } = await member.page(address);
    const found = Object.entries(observatory).filter(([, isSo]) => isSo(headers, text));
    const points = found.map(([part]) => Number.parseInt(part, 10));
    assert.equal(100 + points.reduce((sum, part) => sum + part, 0), 135, address);
    // Each of these would take points away.
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.doesNotMatch(text, /<(?:script|link)[^>]+(?:src|href)="(?:https?:)?\/\//);
    for (const set of [headers['set-cookie'] ?? []].flat())
      assert.match(String(set), /; HttpOnly; Secure; SameSite=/, String(set));
  }
});

test('no address of ours carries a secret in its query', () => {
  for (const address of Object.values({
    ...eachPage(({ pattern }) => pattern),
    ...tillPages,
    ...memberApi,
    ...tillApi,
    ...posApi,
  })) {
    assert.doesNotMatch(address, /\?/);
  }
});

test('the development inbox is this machine’s alone, under a name of ours', async () => {
  const ask = async (host: string, more: object = {}, headers: object = {}) => {
    const url = '/dev/inbox.json';
    return (await t.app.inject({ url, headers: { host, ...headers }, ...more })).statusCode;
  };
  for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080'])
    assert.equal(await ask(host), 200, host);
  assert.equal(await ask('localhost', { remoteAddress: '::ffff:127.0.0.1' }), 200);
  assert.equal(await ask('evil.example'), 404, 'a page that calls us by its own name');
  const asked = { 'x-forwarded-host': 'localhost' };
  assert.equal(await ask('evil.example', {}, asked), 404, 'whatever it adds');
  assert.equal(await ask('localhost', { remoteAddress: '192.168.1.20' }), 404);
  for (const passedOn of ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']) {
    assert.equal(await ask('localhost', {}, { [passedOn]: '192.168.1.20' }), 404, passedOn);
  }
});

test('the development inbox opens a mail as a mail program shows it, and lets it do no more', async () => {
  const headers = { host: 'localhost:8080' };
  const { body, headers: told } = await t.app.inject({ url: '/dev/inbox', headers });
  // A page that loads itself anew would shut the mail that is being read.
  assert.equal(told.refresh, undefined);
  assert.match(body, /<a href="\/dev\/inbox">Look again<\/a>/);
  const [, mail] = /<h2><a href="(\?mail=[^"]+)">/.exec(body) ?? [];
  const opened = await t.app.inject({ url: `/dev/inbox${mail}`, headers });
  assert.match(opened.body, /<table|<body/);
  assert.match(String(opened.headers['content-security-policy']), /default-src 'none'.*sandbox/);
  const outside = await t.app.inject({
    url: `/dev/inbox${mail}`,
    headers: { host: 'evil.example' },
  });
  assert.equal(outside.statusCode, 404);
});

test('an old browser’s form counts as ours by its whole origin, and by no header that a proxy could be told', async () => {
  const sent = async (origin: string, more: object = {}) => {
    const headers = { host: 'localhost:8080', origin, ...more };
    const wish = { method: 'POST', url: memberApi.signOut, headers, payload: {} } as const;
    return (await t.app.inject(wish)).statusCode;
  };
  assert.equal(await sent('http://localhost:8080'), 200);
  assert.equal(await sent('https://localhost:8080'), 403);
  assert.equal(await sent('http://evil.example', { 'x-forwarded-host': 'evil.example' }), 403);
});
