import assert from 'node:assert/strict';
import { test } from 'node:test';
import cookie from '@fastify/cookie';
import fastify from 'fastify';
import { makeLog } from './log.ts';
import { ofRequest, RequestLog } from './request-log.ts';
import { traceOf } from './trace.ts';

const token = 'Zk3vQ8mT1yWbN5rXc0aLhU7dPeJ2sGfOi4KqRtVxYz_';
const address = 'ann.o-neil+shop@example.co.uk';

/** A small server that logs all it can, and the lines of its log. */
function open({ production = true, logLevel = 'trace' } = {}) {
  const lines: string[] = [];
  const log = makeLog({ production, logLevel }, { write: (line) => lines.push(line) });
  const app = fastify({
    loggerInstance: log,
    logController: new RequestLog(),
    childLoggerFactory: ofRequest,
  });
  app.get('/readyz', async () => 'ok');
  app.register(cookie);
  app.get('/s/:token', async () => 'page');
  app.post('/api/sign-ins', async (request) => {
    request.log.warn({ req: request, headers: request.headers, body: request.body }, 'odd');
    return {};
  });
  app.get('/broken', async (request) => {
    const fault = new Error(`${address} at /s/${token}`, { cause: new Error(`Bearer ${token}`) });
    throw Object.assign(fault, { detail: `Key (address)=(${address})`, request });
  });
  return { app, log, lines, text: () => lines.join('') };
}

test('a request is one line with its route and never its address', async () => {
  const { app, lines } = open();
  await app.inject(`/s/${token}?to=${address}`);
  assert.equal(lines.length, 1);
  const { level, method, route, status, ms, reqId, msg, time } = JSON.parse(lines[0] ?? '');
  assert.deepEqual(
    { level, method, route, status, msg },
    { level: 'info', method: 'GET', route: '/s/:token', status: 200, msg: 'answered' },
  );
  assert(Number.isInteger(ms) && reqId && Date.parse(time));
  assert(!lines[0]?.includes(token));
});

test('an address that leads nowhere is not repeated', async () => {
  const { app, text } = open();
  await app.inject(`/nowhere/${token}`);
  await app.inject(`/%zz/${token}`);
  assert.match(text(), /no route/);
  assert(!text().includes(token));
});

test('cookies, keys and mail addresses stay out, even of what a handler logs by mistake', async () => {
  const { app, text } = open();
  await app.inject({
    method: 'POST',
    url: '/api/sign-ins',
    headers: { cookie: `session=${token}`, authorization: `Bearer till-key-${token}` },
    payload: { email: address },
  });
  assert.match(text(), /"msg":"odd"/);
  for (const secret of [token, address, 'ann.o-neil', 'till-key']) {
    assert(!text().includes(secret), `${secret} in ${text()}`);
  }
});

test('an error comes with its stack and its cause, without what it carried', async () => {
  const { app, text } = open();
  await app.inject('/broken');
  const [line = ''] = text().split('\n');
  const { err } = JSON.parse(line);
  assert.match(err.stack, /log\.test\.ts/);
  assert.equal(err.message, '[address] at /s/[token]');
  assert.match(err.cause.message, /Bearer \[key\]/);
  assert(!text().includes(token) && !text().includes('ann.o-neil'));
});

test('what is no secret stays', () => {
  const { log, lines } = open();
  log.info({ key: `tp_${token}` }, 'a key');
  assert.match(lines.pop() ?? '', /"key":"\[secret\]"/);
  log.info({ mail: '3f2a', package: 'node_modules/@fastify/cookie/index.js' }, 'at 14:02, 5 @ 3');
  assert.match(lines[0] ?? '', /"mail":"3f2a".*@fastify\/cookie\/index\.js.*at 14:02, 5 @ 3/);
  log.info({}, 'postgres://shop:hunter2@db.example:5432/tillpass');
  assert.match(lines[1] ?? '', /postgres:\/\/\[account\]@db\.example:5432\/tillpass/);
});

test('at a desk a line is for reading, with a stack beneath', async () => {
  const { app, lines } = open({ production: false });
  await app.inject(`/s/${token}`);
  assert.match(lines[0] ?? '', /^\d\d:\d\d:\d\d info answered .*route=\/s\/:token status=200 /);
  await app.inject('/broken');
  assert.match(lines.join(''), /error \[address\] at \/s\/\[token\].*\n {2}Error: \[address\]/);
  assert(!lines.join('').includes(token));
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';

test('a request that belongs to a trace says so in each of its lines', async () => {
  const { app, lines } = open();
  await app.inject({ url: '/broken', headers: { traceparent: `00-${traceId}-${parentId}-01` } });
  const told = lines.map((line) => JSON.parse(line));
  assert.ok(told.length > 1);
  for (const line of told) assert.deepEqual([line.traceId, line.parentId], [traceId, parentId]);
});

test('a trace is read as the specification has it, and what is malformed is ignored', () => {
  const trace = { traceId, parentId };
  assert.deepEqual(traceOf(`00-${traceId}-${parentId}-00`), trace);
  assert.deepEqual(traceOf(`cc-${traceId}-${parentId}-00-of-a-later-version`), trace);
  const zeros = '0'.repeat(32);
  for (const odd of [
    undefined,
    '',
    [`00-${traceId}-${parentId}-01`],
    `00-${traceId}-${parentId}-01-more`,
    `ff-${traceId}-${parentId}-01`,
    `00-${zeros}-${parentId}-01`,
    `00-${traceId}-${zeros.slice(16)}-01`,
    `00-${traceId.toUpperCase()}-${parentId}-01`,
    `00-${traceId.slice(1)}-${parentId}-01`,
  ])
    assert.equal(traceOf(odd), null, String(odd));
});

test('who only asks whether it is ready is heard at debug', async () => {
  const { app, lines } = open({ logLevel: 'info' });
  await app.inject('/readyz');
  assert.deepEqual(lines, []);
});

test('is as quiet as it is told to be', async () => {
  const { app, log, lines } = open({ logLevel: 'warn' });
  await app.inject('/s/x');
  assert.deepEqual(lines, []);
  log.warn('careful');
  assert.equal(lines.length, 1);
});
