import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issue, issued, posAt } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let url: string;
before(async () => {
  t = await startTillpass();
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = t.app.server.address() as AddressInfo; // It listens on a port, not on a pipe.
  url = `http://127.0.0.1:${port}${memberApi.live}`;
});
after(() => t.close());

interface Listening {
  readonly headers: Headers;
  /** What comes next; null when the stream is over. */
  next(): Promise<string | null>;
  leave(): void;
}

async function listen(phone: Browser): Promise<Listening> {
  const leaving = new AbortController();
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(url, { headers: { cookie }, signal: leaving.signal });
  assert.equal(answer.status, 200);
  const reader = answer.body?.getReader();
  const next = async () => {
    const chunk = await reader?.read();
    return chunk?.value ? new TextDecoder().decode(chunk.value) : null;
  };
  assert.match((await next()) ?? '', /^retry: \d+\n\n$/);
  return { headers: answer.headers, next, leave: () => leaving.abort() };
}

/** All that comes before it ends. */
async function rest(live: Listening): Promise<string[]> {
  const told: string[] = [];
  for (let next = await live.next(); next !== null; next = await live.next()) told.push(next);
  return told;
}

/** News comes at once, and on a machine that is busy with other tests as well long before the heartbeat. */
const soon = <T>(work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('nothing came')), 5_000).unref();
    }),
  ]);

test('a scan at the till wakes the phone at once', async () => {
  const phone = await t.joined('live@example.com', 'M1');
  const { code } = await issued(phone, 'small');
  const live = await listen(phone);
  assert.match(live.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(live.headers.get('cache-control'), 'no-store');
  assert.equal(live.headers.get('content-encoding'), null);
  assert.equal(live.headers.get('x-content-type-options'), 'nosniff');
  await posAt(t, 'main-1').redeem(code, 'LIVE-1');
  assert.equal(await soon(live.next()), 'event: changed\ndata: {}\n\n');
  live.leave();
});

test('every screen of a member hears of it, and nobody else', async () => {
  const phone = await t.joined('two@example.com', 'M1');
  const laptop = await t.joined('two@example.com');
  const stranger = await t.joined('stranger@example.com');
  const [one, two, other] = [await listen(phone), await listen(laptop), await listen(stranger)];
  const heardByOther = other.next();
  await issue(phone, 'small');
  assert.match((await soon(one.next())) ?? '', /changed/);
  assert.match((await soon(two.next())) ?? '', /changed/);
  // What the stranger hears first is their own.
  await issue(stranger, 'small');
  await soon(heardByOther);
  for (const live of [one, two, other]) live.leave();
});

test('a device that is signed out elsewhere is woken to see it', async () => {
  const phone = await t.joined('revoked@example.com');
  const laptop = await t.joined('revoked@example.com');
  const live = await listen(phone);
  const { body } = await laptop.get(memberApi.profile);
  const other = body.devices.find(({ current }: { current: boolean }) => !current);
  await laptop.post(memberApi.revokeDevice.replace(':sessionId', other.id));
  assert.match((await soon(live.next())) ?? '', /changed/);
  assert.equal((await phone.get(memberApi.wallet)).status, 401);
  live.leave();
});

test('it ends with the session behind it, also in the tab beside the one that signs out', async () => {
  const phone = await t.joined('ends@example.com');
  const laptop = await t.joined('ends@example.com');
  const [tab, other] = [await listen(phone), await listen(laptop)];
  await phone.post(memberApi.signOut);
  assert.deepEqual(await soon(rest(tab)), ['event: changed\ndata: {}\n\n']);
  assert.match((await soon(other.next())) ?? '', /changed/);
  await issue(laptop, 'small');
  assert.match((await soon(other.next())) ?? '', /changed/, 'the laptop hears on');
  other.leave();
});

test('it needs a session', async () => {
  const answer = await fetch(url);
  assert.equal(answer.status, 401);
  const { error } = (await answer.json()) as { error: { key: string } }; // The one error body.
  assert.equal(error.key, 'signed-out');
});

test('HEAD is answered and ends', async () => {
  const phone = await t.joined('head@example.com');
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await soon(fetch(url, { method: 'HEAD', headers: { cookie } }));
  assert.equal(answer.status, 200);
});

test('a member’s forgotten tabs make room for the newest', async () => {
  const phone = await t.joined('tabs@example.com');
  const streams: Listening[] = [];
  for (let tab = 0; tab < 21; tab += 1) streams.push(await listen(phone));
  assert.equal(await soon(streams[0]?.next() ?? Promise.reject()), null);
  const newest = streams.at(-1);
  await issue(phone, 'small');
  assert.match((await soon(newest?.next() ?? Promise.reject())) ?? '', /changed/);
  for (const live of streams) live.leave();
});

test('it ends when the server closes', async () => {
  const own = await startTillpass();
  await own.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = own.app.server.address() as AddressInfo; // As above.
  const phone = await own.joined('end@example.com');
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const answer = await fetch(`http://127.0.0.1:${port}${memberApi.live}`, { headers: { cookie } });
  const told = answer.text();
  await own.close();
  assert.match(await soon(told), /^retry: \d+\n\n$/);
});
