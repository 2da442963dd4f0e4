import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { memberApi } from '#contract/paths.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let untouched: string;
before(async () => {
  t = await startTillpass();
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  untouched = await dump(t.context.store.read);
});
after(() => t.close());

const stands = async () => assertUnchanged(untouched, await dump(t.context.store.read));

describe('bytes that are no request', () => {
  /** @param leave true: hangs up after the bytes and does not wait for the server to do so */
  async function raw(bytes: string, leave = false): Promise<string> {
    const { port } = t.app.server.address() as AddressInfo; // `address()` is text only for a server that listens on a pipe.
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    if (leave) socket.end();
    return textOf(socket);
  }

  test('get the error body too, and the connection ends', async () => {
    const cookies = Array.from({ length: 1_000 }, (_, number) => `cookie-number-${number}=v`);
    const cases = [
      ['nonsense\r\n\r\n', '400', 'request-invalid'],
      ['GET / HTTP/1.1\r\nhost: x\r\nbad header\r\n\r\n', '400', 'request-invalid'],
      [
        `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${cookies.join('; ')}\r\n\r\n`,
        '431',
        'request-too-large',
      ],
      [`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, '431', 'request-too-large'],
      [
        'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
        '400',
        'request-invalid',
      ],
      ['GET / HTTP/1.1\r\nhost: x\r\nx: \0\r\n\r\n', '400', 'request-invalid'],
      [
        'GET / HTTP/1.1\r\nhost: x\r\nHost: y\r\nconnection: close\r\n\r\n',
        '400',
        'request-invalid',
      ],
      ['GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n', '400', 'request-invalid'],
      [
        'POST /api/sign-ins HTTP/1.1\r\nhost: x\r\nexpect: 200-ok\r\ncontent-length: 0\r\n\r\n',
        '417',
        'request-invalid',
      ],
    ] as const;
    for (const [bytes, status, key] of cases) {
      const answer = await raw(bytes);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `), bytes.slice(0, 60));
      assert.match(head, /connection: close/i);
      for (const name of ['x-content-type-options', 'content-security-policy', 'x-frame-options'])
        assert.ok(head.includes(`${name}: `), name);
      const { error } = JSON.parse(body);
      assert.equal(error.key, key);
      assert.match(error.message, /[.!]$/);
      assert.ok(error.requestId);
    }
    await stands();
  });

  test('an HTTP/1.0 program and a body of the wrong length are answered or left', async () => {
    assert.match(await raw('GET /healthz HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /);
    const short =
      'POST /api/sign-ins HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{}';
    assert.doesNotMatch(await raw(short, true), /^HTTP\/1\.1 [25]/);
    await stands();
  });
});

test('what breaks within says so with a number to tell us, and nothing else', async () => {
  const own = await startTillpass();
  const person = await own.joined('broken@example.com');
  const rename = (from: string, to: string) =>
    own.context.store.transact(async ({ db }) => {
      await sql`alter table programs rename column ${sql.ref(from)} to ${sql.ref(to)}`.execute(db);
    });
  await rename('loaded_at', 'lost');
  const answers = [
    await person.get(memberApi.wallet),
    await person.page('/wallet'),
    await person.form(
      memberApi.redemptions,
      { id: '00000000-0000-4000-8000-000000000001', rewardId: 'small' },
      '/wallet',
    ),
    await person.post(memberApi.signIns, { email: 'broken@example.com' }),
  ];
  for (const { status, body, text } of answers) {
    assert.equal(status, 500);
    assert.equal(body.error.key, 'broken');
    assert.ok(body.error.message.includes(body.error.requestId));
    assert.equal(body.error.details, null);
    assert.doesNotMatch(text, /program is loaded|at .*\.ts/);
  }
  await rename('lost', 'loaded_at');
  await own.close();
});
