import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { cancel, issued, posAt } from '#server/tests/kit/counter.ts';
import { answer, askMember, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { putAssociate } from '#server/usecases/till/add-associate.ts';

let t: Tillpass;
let port: number;
before(async () => {
  t = await startTillpass();
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  port = (t.app.server.address() as AddressInfo).port; // Listening on TCP, so it is no path.
});
after(() => t.close());

/** A busy machine may take longer than an idle one. A page with a stream asks by itself after ten seconds. */
const atOnceMs = 5_000;

interface Stream {
  /** Milliseconds until the next message. */
  news(): Promise<number>;
  /** Resolves when the server has ended it. */
  ended(): Promise<void>;
  end(): void;
}

/** Opens a stream of server-sent events as the page does, and reads what it begins with. */
async function listen(browser: Browser, path: string): Promise<Stream> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = get({ host: '127.0.0.1', port, path, headers: { cookie } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage]; // As node:http says of it.
  assert.equal(answer.statusCode, 200);
  assert.match(String(answer.headers['content-type']), /^text\/event-stream/);
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    answer.emit('heard');
  });
  const until = async (wanted: string) => {
    while (!text.includes(wanted)) await once(answer, 'heard');
    text = text.slice(text.indexOf(wanted) + wanted.length);
  };
  await until('retry: ');
  await until('event: news\n');
  return {
    news: async () => {
      const from = performance.now();
      await until('event: changed\n');
      return performance.now() - from;
    },
    ended: async () => {
      if (!answer.readableEnded) await once(answer, 'end');
    },
    end: () => request.destroy(),
  };
}

test('the phone and the store’s tills hear of a scan at once', async () => {
  const phone = await t.joined('live@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const other = await t.onDuty('main-2');
  const streams = [await listen(phone, '/api/live'), await listen(other, '/api/till/live')];
  const heard = Promise.all(streams.map((stream) => stream.news()));
  const { status } = await posAt(t, 'main-1').redeem(code, 'live-1');
  assert.equal(status, 200);
  for (const ms of await heard) assert.ok(ms < atOnceMs, `${ms} ms`);
  const undone = Promise.all(streams.map((stream) => stream.news()));
  await posAt(t, 'main-1').reverse(id, 'changed their mind');
  await undone;
  for (const stream of streams) stream.end();
});

test('a till’s question reaches the phone at once, and the answer the till', async () => {
  const phone = await t.joined('asked@example.com');
  const till = await t.onDuty('main-1');
  const number = await numberOf(phone);
  const streams = [await listen(phone, '/api/live'), await listen(till, '/api/till/live')] as const;
  const asked = streams[0].news();
  const { body } = await askMember(till, number, 'small');
  const heard = [await asked];
  const answered = streams[1].news();
  await answer(phone, body.id, 'no');
  heard.push(await answered);
  for (const ms of heard) assert.ok(ms < atOnceMs, `${ms} ms`);
  for (const stream of streams) stream.end();
});

test('a second phone hears what the first one does, and nobody hears of other members', async () => {
  const phone = await t.joined('mine@example.com');
  t.clock.turn(1_000); // So that the newest mail is the second one.
  const laptop = await t.joined('mine@example.com');
  const stranger = await t.joined('stranger@example.com');
  const strangers = await listen(stranger, '/api/live');
  let disturbed = false;
  const silence = strangers.news().then(() => {
    disturbed = true;
  });
  const stream = await listen(laptop, '/api/live');
  const made = stream.news();
  const { id } = await issued(phone, 'coffee');
  await made;
  const gone = stream.news();
  await cancel(phone, id);
  await gone;
  assert.equal(disturbed, false);
  const own = await issued(stranger, 'small');
  await silence;
  await cancel(stranger, own.id);
  for (const one of [stream, strangers]) one.end();
});

test('a store’s twenty-five tills all hear of a scan: none pushes another out', async () => {
  const { code } = await issued(await t.joined('full-store@example.com'), 'small');
  const tills = await Promise.all(Array.from({ length: 25 }, () => t.onDuty('harbour-1')));
  const streams = await Promise.all(tills.map((till) => listen(till, '/api/till/live')));
  const heard = Promise.all(streams.map((stream) => stream.news()));
  await posAt(t, 'harbour-1').redeem(code, 'full-store');
  assert.equal((await heard).length, 25);
  for (const stream of streams) stream.end();
});

test('who is not signed in hears nothing', async () => {
  assert.equal((await t.browser().get('/api/live')).status, 401);
});

test('a till’s stream ends with its shift, its associate’s PIN, its device and its place', async () => {
  const ends: Record<string, (till: Browser) => Promise<unknown>> = {
    'the shift is ended': (till) => till.post('/api/till/shifts/end'),
    'a new PIN': () => admin('new-pin', 'main', 'Sam of Main St.'),
    'the device is ended': async () => {
      const [line = ''] = (await admin('devices', 'main')).split('\n');
      await admin('end-device', line.slice(0, 8));
    },
    'the till has left the program': async () => {
      const stores = testProgram.stores.map((store) =>
        store.id === 'main' ? { ...store, tills: store.tills.slice(1) } : store,
      );
      await loadProgram(t.context, { ...testProgram, stores });
    },
  };
  for (const [what, end] of Object.entries(ends)) {
    t.clock.turn(1_000); // So that the newest device is this one.
    const till = what === 'a new PIN' ? await t.onDuty('main-2') : await t.onDuty('main-1');
    const stream = await listen(till, '/api/till/live');
    await end(till);
    await stream.ended();
    assert.equal((await till.get('/api/till/live')).status, 401, what);
    if (what === 'a new PIN') await renewedToTheUsual();
  }
});

/** The other tests sign in with the usual PIN of every associate. */
async function renewedToTheUsual(): Promise<void> {
  await admin('dismiss', 'main', 'Sam of Main St.');
  await putAssociate(t.context, { storeId: 'main', name: 'Sam of Main St.', pin: t.pin });
}

const admin = (name: string, ...args: string[]) => runCommand(t.context, name, ...args);
