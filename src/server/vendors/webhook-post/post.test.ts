import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { type TestContext, test } from 'node:test';
import { setDefaultCACertificates } from 'node:tls';
import { openReceiver, refuseWith, take } from '#server/tests/kit/events/receiver.ts';
import { postWebhook, type Reach } from './post.ts';
import { makeWebhookSecret } from './signature.ts';

const secret = makeWebhookSecret((length) => Buffer.alloc(length, 7));
const secondSecret = makeWebhookSecret((length) => Buffer.alloc(length, 8));
const loopback = { address: '127.0.0.1', family: 4 };

const reach = (more: Partial<Reach> = {}): Reach => ({
  targets: 'local',
  resolve: async () => [loopback],
  answerWithinMs: 5_000,
  signal: new AbortController().signal,
  now: Date.now,
  ...more,
});

const post = (url: string, more: Partial<Reach> = {}, secrets: readonly string[] = [secret]) =>
  postWebhook({ url, secrets, id: 'event-1', body: '{"type":"member.joined"}' }, reach(more));

async function receiver(t: TestContext, answer: Parameters<typeof openReceiver>[0] = take) {
  const one = await openReceiver(answer);
  t.after(() => one.close());
  return one;
}

/** The same address by a name instead of figures. */
const byName = (url: string, name = 'hooks.shop.example') => url.replace('127.0.0.1', name);

test('the official package verifies what is sent, with the new secret and with the old', async (t) => {
  const there = await receiver(t);
  assert.deepEqual(await post(there.url, {}, [secret, secondSecret]), { outcome: 'taken' });
  const said = { type: 'member.joined' };
  assert.deepEqual(there.verified(secret), said);
  assert.deepEqual(there.verified(secondSecret), said);
  assert.throws(() => there.verified(makeWebhookSecret((length) => Buffer.alloc(length, 9))));
  const [sent] = there.received;
  assert.equal(sent?.headers['webhook-id'], 'event-1');
  assert.equal(sent?.headers['content-type'], 'application/json; charset=utf-8');
});

test('a redirect is not followed, wherever it leads', async (t) => {
  const inside = await receiver(t);
  const there = await receiver(t, refuseWith(307, { location: inside.url }));
  assert.deepEqual(await post(there.url), {
    outcome: 'not-taken',
    reason: 'it redirected (307), and redirects are not followed',
    pauseMs: null,
  });
  assert.equal(inside.received.length, 0);
});

test('410, 429 and 503 are understood, and any other number is a "no"', async (t) => {
  const answered = async (status: number, headers: Record<string, string> = {}) =>
    post((await receiver(t, refuseWith(status, headers))).url);
  assert.deepEqual(await answered(410), { outcome: 'gone' });
  assert.deepEqual(await answered(429, { 'retry-after': '90' }), {
    outcome: 'not-taken',
    reason: 'it answered 429',
    pauseMs: 90_000,
  });
  const date = new Date(Date.now() + 60_000).toUTCString();
  const later = await answered(503, { 'retry-after': date });
  assert.ok(later.outcome === 'not-taken' && later.pauseMs !== null);
  assert.ok(later.pauseMs > 50_000 && later.pauseMs <= 60_000, String(later.pauseMs));
  for (const [status, headers] of [
    [500, { 'retry-after': '90' }],
    [429, { 'retry-after': 'soon' }],
    [404, {}],
  ] as const) {
    const reason = `it answered ${status}`;
    const expected = { outcome: 'not-taken', reason, pauseMs: null };
    assert.deepEqual(await answered(status, headers), expected);
  }
});

test('a receiver that does not answer is left', async (t) => {
  const silent = await receiver(t, () => {});
  assert.deepEqual(await post(silent.url, { answerWithinMs: 100 }), {
    outcome: 'not-taken',
    reason: 'no answer within 0.1 s',
    pauseMs: null,
  });
  const nameless = post(byName(silent.url), {
    answerWithinMs: 100,
    resolve: () => new Promise(() => {}),
  });
  assert.equal((await nameless).outcome, 'not-taken');
});

test('an answer without end is taken by its status', async (t) => {
  function* endless() {
    for (;;) yield 'x'.repeat(65_536);
  }
  const talking = await receiver(t, (response) => {
    response.writeHead(200);
    pipeline(Readable.from(endless()), response, () => {});
  });
  assert.deepEqual(await post(talking.url), { outcome: 'taken' });
});

test('a name that leads inside is not connected to', async (t) => {
  const inside = await receiver(t);
  const url = byName(inside.url).replace('http:', 'https:').replace(/:\d+/, ':8443');
  for (const addresses of [
    [loopback],
    [{ address: '8.8.8.8', family: 4 }, loopback],
    [{ address: '::ffff:127.0.0.1', family: 6 }],
    [],
  ]) {
    assert.deepEqual(await post(url, { targets: 'public', resolve: async () => addresses }), {
      outcome: 'not-taken',
      reason: 'its name leads to an address that is not public',
      pauseMs: null,
    });
  }
  assert.equal((await post(inside.url, { targets: 'public' })).outcome, 'not-taken');
  assert.equal(inside.received.length, 0);
});

test('the name is asked for once, and what it leads to a moment later gains nothing', async (t) => {
  const there = await receiver(t);
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return asked === 1 ? [loopback] : [{ address: '192.0.2.1', family: 4 }];
  };
  assert.deepEqual(await post(byName(there.url), { resolve }), { outcome: 'taken' });
  assert.equal(asked, 1);
  assert.match(there.received[0]?.headers.host ?? '', /^hooks\.shop\.example:/);
});

test('over TLS the name must be the certificate’s, and the certificate trusted', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'tillpass-webhook-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const request = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2'.split(' ');
  const named = ['-subj', '/CN=shop', '-addext', 'subjectAltName=DNS:hooks.shop.example'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert, ...named], {
    stdio: 'ignore',
  });
  const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (_, response) =>
    response.writeHead(200).end(),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => void server.close());
  const { port } = server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
  const reason = async (name: string) => {
    const answer = await post(`https://${name}:${port}/`);
    return answer.outcome === 'not-taken' ? answer.reason : answer.outcome;
  };
  assert.match(await reason('hooks.shop.example'), /\(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  setDefaultCACertificates([readFileSync(cert, 'utf8')]);
  assert.equal(await reason('hooks.shop.example'), 'taken');
  assert.match(await reason('other.shop.example'), /\(ERR_TLS_CERT_ALTNAME_INVALID\)/);
});
