import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { deskApi } from '#contract/desk/desk-paths.ts';
import type { DeskPools } from '#contract/desk/desk-pools.ts';
import { cancel } from '#server/tests/kit/counter.ts';
import { administrator, prove, type Signed } from '#server/tests/kit/desk/at-desk.ts';
import { codes, holder, lines, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { endAdministrator } from '#server/usecases/desk/administrators.ts';

let t: Tillpass;
let editor: Signed;
before(async () => {
  t = await startWithPools();
  editor = await administrator(t, 'Ed', 'editor');
});
after(() => t.close());

const at = (pattern: string, id: string) => pattern.replace(/:\w+/, id);
const coffee = at(deskApi.poolCodes, 'coffee');
const send = (query: string, text: string) =>
  editor.browser.upload(`${coffee}?store=kiosk${query}`, text);
const pools = async (): Promise<DeskPools> => (await editor.browser.get(deskApi.pools)).body;
const left = async () => (await pools()).pools[0]?.free ?? 0;

test('a file is understood before it counts: column, first, last, lengths and what is odd in it', async () => {
  const file = lines(
    'Coupon;Batch',
    ...codes(9).map((code) => `${code};11`),
    'Total;9',
    'SAVE-0;11',
  );
  const { status, body } = await send('&dryRun=true', file);
  assert.equal(status, 200);
  const { reading } = body;
  assert.deepEqual([reading.column, reading.header], [1, ['Coupon', 'Batch']]);
  assert.deepEqual([reading.first[0], reading.last], ['SAVE-000000', 'SAVE-0']);
  assert.deepEqual(reading.lengths[0], { length: 11, count: 9 });
  assert.ok(reading.doubts.some(({ samples }: { samples: string[] }) => samples.includes('Total')));
  assert.equal(await left(), 0, 'nothing counts yet');
  const unclear = await send('', file);
  assert.equal(unclear.body.error.key, 'file-unclear');
  assert.equal(await left(), 0);
  const other = await send('&dryRun=true&column=2', file);
  assert.equal(other.body.reading.column, 2);
});

test('codes are loaded with a report by line, stand in the list with an act, and are taken out again', async () => {
  const loaded = await send('', lines(...codes(5), 'SAVE-000000', 'ünlesbar'));
  assert.equal(loaded.status, 200, loaded.text);
  assert.deepEqual([loaded.body.added, loaded.body.duplicates, loaded.body.bad], [5, 1, 1]);
  assert.deepEqual(
    loaded.body.faults.map(({ line, fault }: { line: number; fault: string }) => [line, fault]),
    [
      [6, 'in-file'],
      [7, 'letters'],
    ],
  );
  const [upload] = (await pools()).uploads;
  assert.deepEqual([upload?.store, upload?.state, upload?.added], ['Kiosk', 'done', 5]);
  const { rows } = (await editor.browser.get(deskApi.acts)).body;
  const act = rows.find((one: { act: string }) => one.act === 'codes-loaded');
  assert.deepEqual([act.actor, act.details.codes], ['Ed', 5]);

  const { code } = await holder(t, 'coffee', 'K1');
  assert.match(code, /^SAVE/);
  const withdraw = async (dryRun: boolean) =>
    (await editor.browser.post(at(deskApi.poolWithdraw, `${upload?.uploadId}`), { dryRun })).body;
  const foreseen = await withdraw(true);
  assert.deepEqual([foreseen.withdrawn, foreseen.kept.held, foreseen.left], [4, 1, 0]);
  assert.equal(await left(), 4, 'looking takes nothing');
  assert.equal((await withdraw(false)).withdrawn, 4);
  assert.equal(await left(), 0);
});

test('a store is settled by its file: foreseen first, and the points of what was not used come back', async () => {
  await send('', lines(...codes(3, 100)));
  const used = await holder(t, 'coffee', 'K1');
  const unused = await holder(t, 'coffee', 'K1');
  await cancel(unused.phone, unused.id);
  t.clock.turn(24 * 60 * 60_000);
  // A session ends after an hour without use.
  editor = await administrator(t, 'Edda', 'editor');
  const until = new Date(t.clock.now()).toISOString().slice(0, 16);
  const url = at(deskApi.poolSettle, 'kiosk');
  const file = lines('Code', used.code);
  const early = await editor.browser.upload(`${url}?dryRun=true`, file);
  assert.equal(early.body.error.key, 'desk-prove');
  await prove(editor.browser, editor.passkey, 'settle-store', 'kiosk');
  const settle = async (query: string) =>
    (await editor.browser.upload(`${url}?${query}`, file)).body;
  const foreseen = await settle(`until=${until}&dryRun=true`);
  assert.deepEqual([foreseen.dryRun, foreseen.counts.used], [true, 1]);
  const settled = await settle(`until=${until}`);
  assert.deepEqual([settled.returnedNow, settled.dryRun], [foreseen.returnedNow, false]);
  assert.ok(settled.returnedNow >= 1);
  assert.equal(
    (await settle(`until=${until}`)).returnedNow,
    0,
    'the same file gives nothing again',
  );
  const nowhen = await editor.browser.upload(`${url}?until=2026-02-31T10:00`, file);
  assert.equal(nowhen.body.error.details.pointer, '/until');
});

test('what is no CSV, or breaks off, is refused, and nothing of it counts', async () => {
  const before = await left();
  const foreign = await editor.browser.upload(coffee, 'x', { 'content-type': 'text/plain' });
  assert.equal(foreign.body.error.key, 'request-invalid');
  const workbook = await send('', 'PK\u0003\u0004[Content_Types].xml');
  assert.match(workbook.body.error.key, /^file-/);
  const url = await t.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = t.app.server.address() as AddressInfo; // A server that listens on a port.
  const broken = Promise.withResolvers<void>();
  const cookie = [...editor.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const sending = request({
    port,
    method: 'POST',
    path: `${coffee}?store=kiosk`,
    headers: {
      host: 'localhost:8080',
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'text/csv',
      'content-length': 1_000,
    },
  });
  sending.on('error', () => broken.resolve());
  sending.write(lines(...codes(3, 500)), () => sending.destroy());
  await broken.promise;
  assert.ok(url);
  assert.equal(await left(), before);
});

test('who has left the desk loads nothing more', async () => {
  const leaving = await administrator(t, 'Lee', 'editor');
  await endAdministrator(t.context, leaving.id);
  const sent = await leaving.browser.upload(`${coffee}?store=kiosk`, lines(...codes(2, 900)));
  assert.equal(sent.body.error.key, 'desk-signed-out');
});
