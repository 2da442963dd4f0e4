import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { memberApi, posApi } from '#contract/paths.ts';
import { holdDatabase } from '#server/tests/kit/hold-database.ts';
import { startServerProcess } from '#server/tests/kit/server-process.ts';
import { holdPort } from '#server/tests/kit/start/held-port.ts';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

interface Asked {
  /** Settles once the server has the request's head, and so has begun. */
  readonly begun: Promise<unknown>;
  readonly answer: Promise<{ status: number; connection: string; text: string }>;
  send(): void;
}

/** A till that enrols a member; it sends the body when told to. */
function enrol(t: Tillpass, port: number, agent: Agent, at: number, tillId = 'main-1'): Asked {
  const body = JSON.stringify({ email: `ending-${at}@example.com`, consent: 'join-1' });
  const asked = request({
    host: '127.0.0.1',
    port,
    agent,
    method: 'POST',
    path: posApi.members,
    headers: {
      authorization: `Bearer ${t.keys.get(tillId)}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  asked.flushHeaders();
  const answer = once(asked, 'response').then(async ([given]) => {
    const answer: IncomingMessage = given;
    return {
      status: answer.statusCode ?? 0,
      connection: answer.headers.connection ?? '',
      text: (await answer.setEncoding('utf8').toArray()).join(''),
    };
  });
  return { begun: once(asked, 'continue'), answer, send: () => asked.end(body) };
}

/** Knocks until nobody opens. */
async function refused(port: number): Promise<void> {
  for (;;) {
    const knock = connect(port, '127.0.0.1');
    const code = await once(knock, 'connect').then(
      () => null,
      ({ code }) => code,
    );
    knock.destroy();
    if (code === 'ECONNREFUSED') return;
  }
}

test('a server that is told to end answers everybody who has asked, lets nobody in, and ends with status 0', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  // The other process goes by the real time.
  t.clock.turn(Date.now() - t.clock.now());
  const phone = await t.joined('stream@example.com');
  const settings = { ...t.adminSettings, LOG_LEVEL: 'info' };
  const { child, port, ended, logged } = await startServerProcess(settings);
  test.after(() => child.kill('SIGKILL'));
  const agent = new Agent({ keepAlive: true });
  test.after(() => agent.destroy());
  const cookie = [...phone.cookies].map((pair) => pair.join('=')).join('; ');
  const stream = await fetch(`http://127.0.0.1:${port}${memberApi.live}`, { headers: { cookie } });
  assert.equal(stream.status, 200);

  // A proxy has sent half of a question.
  const proxy = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(proxy, 'connect');
  proxy.write('GET /readyz HTTP/1.1\r\n');

  const asked = Array.from({ length: 24 }, (_, at) => enrol(t, port, agent, at));
  const [slow, ...others] = asked;
  await Promise.all(asked.map(({ begun }) => begun));
  const letGo = await holdDatabase(t);
  for (const { send } of others) send();
  // A browser opens connections in advance. This one never asks anything.
  const silent = connect(port, '127.0.0.1');
  await once(silent, 'connect');

  child.kill('SIGTERM');
  await refused(port);
  await letGo();
  proxy.write('Host: localhost\r\n\r\n');
  assert.match((await proxy.toArray()).join(''), /^HTTP\/1\.1 503 .*connection: close.*"ending"/is);
  await stream.text();
  slow?.send();
  for (const { answer } of asked) {
    const { status, connection, text } = await answer;
    assert.deepEqual([status, connection], [200, 'close'], text);
  }
  assert.equal(await ended, 0);
  assert.match(logged(), /Tillpass was told to end[\s\S]*Tillpass has ended\n$/);
});

test('a restart loses nobody on a port that is held open meanwhile: who comes then waits for the next process', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  t.clock.turn(Date.now() - t.clock.now());
  const held = holdPort(await nobodysPort());
  test.after(() => held.release());
  const first = await startServerProcess(t.adminSettings, held);
  test.after(() => first.child.kill('SIGKILL'));
  // Each over a connection of its own, one begun as soon as the one before it is answered.
  const statuses: number[] = [];
  let goesOn = true;
  let name = 1_000;
  // Each by a till of its own, which may enrol forty.
  const till = async (tillId: string) => {
    while (goesOn) {
      name += 1;
      const asked = enrol(t, held.port, new Agent(), name, tillId);
      asked.send();
      statuses.push((await asked.answer).status);
    }
  };
  const tills = [...t.keys.keys()].map(till);
  // A proxy keeps a connection that it does not use.
  const kept = connect(held.port, '127.0.0.1').setEncoding('utf8');
  kept.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(kept, 'data');

  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 0);
  const before = statuses.length;
  const second = await startServerProcess(t.adminSettings, held);
  test.after(() => second.child.kill('SIGKILL'));
  while (statuses.length < before + 9) await Promise.race([Promise.all(tills), turn()]);
  goesOn = false;
  await Promise.all(tills);
  assert.deepEqual([...new Set(statuses)], [200]);
  second.child.kill('SIGTERM');
  assert.equal(await second.ended, 0);
});
