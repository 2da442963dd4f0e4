import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import { memberApi } from '#contract/paths.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { issue, issued, posAt } from '#server/tests/kit/counter.ts';
import { type Listening, listenAt, liveUrl, newsIn } from '#server/tests/kit/listening.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { noMeters } from '#server/usecases/ground/meters.ts';
import { liveStreams } from './live-stream.ts';

let t: Tillpass;
let url: string;
before(async () => {
  t = await startTillpass();
  url = await liveUrl(t.app);
});
after(() => t.close());

/** All lines until the stream ends. */
async function rest(live: Listening): Promise<string[]> {
  const told: string[] = [];
  for (let next = await live.next(); next !== null; next = await live.next()) told.push(next);
  return told;
}

/** News must come at once; even on a busy machine that is long before the heartbeat. */
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
  const live = await listenAt(url, phone);
  assert.match(live.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.equal(live.headers.get('cache-control'), 'no-store');
  assert.equal(live.headers.get('content-encoding'), null);
  assert.equal(live.headers.get('x-content-type-options'), 'nosniff');
  await posAt(t, 'main-1').redeem(code, 'LIVE-1');
  assert.equal(newsIn('changed', await soon(live.next())), live.news + 1);
  assert.equal((await phone.get(memberApi.wallet)).body.news, live.news + 1);
  live.leave();
});

test('every screen of a member hears of it, and nobody else', async () => {
  const phone = await t.joined('two@example.com', 'M1');
  const laptop = await t.joined('two@example.com');
  const stranger = await t.joined('stranger@example.com');
  const [one, two, other] = [
    await listenAt(url, phone),
    await listenAt(url, laptop),
    await listenAt(url, stranger),
  ];
  const heardByOther = other.next();
  await issue(phone, 'small');
  assert.match((await soon(one.next())) ?? '', /changed/);
  assert.match((await soon(two.next())) ?? '', /changed/);
  // The stranger hears first what is their own.
  await issue(stranger, 'small');
  await soon(heardByOther);
  for (const live of [one, two, other]) live.leave();
});

test('a device that is signed out elsewhere is woken to see it', async () => {
  const phone = await t.joined('revoked@example.com');
  const laptop = await t.joined('revoked@example.com');
  const live = await listenAt(url, phone);
  const { body } = await laptop.get(memberApi.profile);
  const other = body.devices.find(({ current }: { current: boolean }) => !current);
  await laptop.post(memberApi.revokeDevice.replace(':sessionId', other.id));
  // It may still say "changed" or not: the stream ends, and its page asks again.
  for (const told of await soon(rest(live))) assert.match(told, /changed/);
  assert.equal((await phone.get(memberApi.wallet)).status, 401);
});

test('it ends with the session behind it, also in the tab beside the one that signs out', async () => {
  const phone = await t.joined('ends@example.com');
  const laptop = await t.joined('ends@example.com');
  const [tab, other] = [await listenAt(url, phone), await listenAt(url, laptop)];
  await phone.post(memberApi.signOut);
  // It may still say "changed" or not: the stream ends, and its page asks again.
  for (const told of await soon(rest(tab))) assert.match(told, /changed/);
  assert.match((await soon(other.next())) ?? '', /changed/);
  await issue(laptop, 'small');
  assert.match((await soon(other.next())) ?? '', /changed/, 'the laptop hears on');
  other.leave();
});

test('the count comes first whatever is told meanwhile, and nothing that is in it is told again', async (context) => {
  const app = fastify();
  context.after(() => app.close());
  const sendLive = liveStreams(app, noMeters);
  const counts = [7, 7, 8];
  app.get(memberApi.live, (request, reply) =>
    sendLive(request, reply, {
      holder: 'one',
      listen: (changed) => {
        for (const _ of ['of late', 'new']) changed();
        return () => {};
      },
      news: async () => counts.shift() ?? Number.NaN,
      right: () => () => {},
    }),
  );
  const live = await listenAt(await liveUrl(app), new Browser(app));
  assert.equal(live.news, 7);
  assert.equal(newsIn('changed', await soon(live.next())), 8);
  live.leave();
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
  for (let tab = 0; tab < 21; tab += 1) streams.push(await listenAt(url, phone));
  assert.equal(await soon(streams[0]?.next() ?? Promise.reject()), null);
  const newest = streams.at(-1);
  await issue(phone, 'small');
  assert.match((await soon(newest?.next() ?? Promise.reject())) ?? '', /changed/);
  for (const live of streams) live.leave();
});

test('it ends when the server closes', async () => {
  const own = await startTillpass();
  const ownUrl = await liveUrl(own.app);
  const live = await listenAt(ownUrl, await own.joined('end@example.com'));
  await own.close();
  assert.equal(await soon(live.next()), null);
});
