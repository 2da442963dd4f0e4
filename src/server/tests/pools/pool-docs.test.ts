import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { adminCommands } from '#server/admin/admin-commands.ts';
import { cancel } from '#server/tests/kit/counter.ts';
import { examplesIn } from '#server/tests/kit/documents/examples.ts';
import { holder, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

const text = readFileSync('docs/pool.md', 'utf8');
/** Each block of the document with the words behind its three ticks. */
const blocks = [...text.matchAll(/```(\w+) ?([\w.]*)\n(.*?)```/gs)].map(
  ([, kind = '', name = '', body = '']) => ({ kind, name, body }),
);

let t: Tillpass;
let folder: string;
let key: string;
before(async () => {
  t = await startWithPools();
  key = await makeAdminKey(t.context, 'back office');
  folder = await mkdtemp(join(tmpdir(), 'tillpass-docs-'));
  for (const { kind, name, body } of blocks) {
    if (kind === 'csv') await writeFile(join(folder, name), body);
  }
});
after(async () => {
  await rm(folder, { recursive: true });
  await t.close();
});

/** Splits a line as a shell does. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** The upload of the document's first file; the server makes its number, another one each time. */
let upload = '140245';
const asHere = (written: string): string => written.replaceAll('140245', upload);

async function run({ body }: { body: string }): Promise<void> {
  const [typed = '', ...printed] = body.trimEnd().split('\n');
  const [name = '', ...args] = words(asHere(typed).replace('$ npm run admin -- ', ''));
  const files = args.map((word) => (word.endsWith('.csv') ? join(folder, word) : word));
  const told = (await adminCommands[name]?.run(t.context, files)) ?? [];
  upload = / withdraw (\d+)$/.exec(told.at(-1) ?? '')?.[1] ?? upload;
  assert.deepEqual(told, printed.map(asHere), typed);
}

/** Hands out all codes, and cancels the one that the document says was cancelled. */
async function handOutAll(): Promise<void> {
  for (let n = 0; n < 3; n += 1) {
    const { phone, id, code } = await holder(t, 'coffee', 'K1');
    if (code === 'KX-0018') await cancel(phone, id);
  }
}

test('the commands of docs/pool.md print what it says, in its order', async () => {
  const commands = blocks.filter(({ kind }) => kind === 'console');
  assert.equal(commands.length, 5);
  for (const command of commands) {
    if (command.body.includes(' settle ')) {
      await handOutAll();
      t.clock.turnTo(Date.UTC(2026, 0, 15, 23));
    }
    await run(command);
  }
});

test('its requests are answered as it says', async () => {
  const requests = examplesIn(text);
  assert.equal(requests.length, 3);
  for (const { method, url, headers, payload, status, answer } of requests) {
    const got = await t.app.inject({
      method: method as 'POST', // The document sends nothing else.
      url: asHere(url),
      headers: JSON.parse(JSON.stringify(headers).replace('ta_YOUR_KEY', key)),
      payload,
    });
    assert.equal(got.statusCode, status, got.body);
    // The id is made by the server, another one at every upload.
    const sameId = (body: object) => ({ ...body, ...('uploadId' in body && { uploadId: 0 }) });
    assert.deepEqual(sameId(got.json()), sameId(Object(answer)));
  }
});

test('the errors it names have the status that they have', async () => {
  const { refusalStatus } = await import('#server/http/edge/refusal-status.ts');
  const [, list = ''] = /error body of.*?:(.*?)A file that turns out/s.exec(text) ?? [];
  const statuses = [...list.matchAll(/(\d{3}) ([^;.]*)/g)];
  assert.ok(statuses.length >= 5);
  for (const [, status, keys = ''] of statuses) {
    for (const [, name = ''] of keys.matchAll(/`([a-z-]+)`/g)) {
      assert.equal(refusalStatus[name as keyof typeof refusalStatus], Number(status), name);
    }
  }
});
