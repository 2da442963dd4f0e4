import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import type { PoolScope } from '#domain/pool/pool.ts';
import { Refused } from '#domain/refusal.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { dryRunLoad } from '#server/usecases/pools/dry-run-load.ts';
import type { LoadWish } from '#server/usecases/pools/load-codes.ts';

let t: Tillpass;
before(async () => {
  t = await startWithPools();
});
after(() => t.close());

const kiosk: PoolScope = { rewardId: 'coffee', storeId: 'kiosk' };

/** Refused, and nothing is loaded. @returns the kinds of doubt */
async function doubts(text: string | Uint8Array, more: Partial<LoadWish> = {}): Promise<string[]> {
  const untouched = await dump(t.context.store.read);
  const error = await load(t, kiosk, text, more).catch((fault: unknown) => fault);
  assert.ok(error instanceof Refused && error.refusal.key === 'file-unclear', String(error));
  assertUnchanged(untouched, await dump(t.context.store.read));
  return error.refusal.reading.doubts.map(({ kind }) => kind);
}

test('a header in another language is no voucher until somebody has said so', async () => {
  const file = '\ufeffGutschein-Nr;Charge\r\n001234560001;11\r\n001234560777;11\r\n';
  assert.deepEqual(await doubts(file), ['columns', 'header']);
  const report = await load(t, kiosk, file, { column: '1', header: true });
  assert.deepEqual([report.added, report.reading.first[0]], [2, '001234560001']);
});

test('the column that is called a voucher goes before the number of the line', async () => {
  const report = await load(t, kiosk, 'Serial;Voucher;Batch\nS-100;V-77A;1\nS-101;V-12B;1\n');
  assert.deepEqual([report.reading.column, report.reading.first], [2, ['V-77A', 'V-12B']]);
  assert.deepEqual(await doubts('Code;Voucher\nA-1;B-1\nA-2;B-2\n'), ['columns']);
});

test('“sep=” is read as what it says, and zeros that were kept by a formula are kept', async () => {
  const report = await load(t, kiosk, 'sep=|\r\nCode|Batch\r\n="008880"|1\r\n="004771"|1\r\n');
  assert.deepEqual([report.lines, report.reading.first], [2, ['008880', '004771']]);
  assert.equal((await load(t, kiosk, '"sep=,"\nCode,X\nSEP-1,1\n')).added, 1);
});

test('a footer and numbers that a spreadsheet rounded load nothing, unless they are accepted', async () => {
  assert.deepEqual(await doubts(lines('Code', 'F-1', 'F-2', 'F-3', '(3 rows affected)')), [
    'unlike',
  ]);
  assert.deepEqual(await doubts('Code;Batch\n4,01235E+12;1\n4,01236E+12;1\n'), ['spreadsheet']);
  // Split at commas, the code would be "4".
  assert.deepEqual(await doubts(lines('Code', '4,01235E+12', '4,01236E+12')), ['columns']);
  const report = await load(t, kiosk, lines('Code', 'F-1', 'F-2', 'F-3', '(3 rows)'), {
    accept: true,
  });
  assert.equal(report.added, 4);
});

test('a spreadsheet’s own file and a packed one are called by their name', async () => {
  const zip = (name: string) => Buffer.from(`PK\u0003\u0004${'\0'.repeat(26)}${name}`);
  const refused = async (file: Uint8Array) => {
    const error = await load(t, kiosk, file).catch((thrown: unknown) => thrown);
    return error instanceof Refused ? error.refusal : error;
  };
  const workbook = { key: 'file-workbook', format: '.xlsx' };
  assert.deepEqual(await refused(zip('[Content_Types].xml')), workbook);
  assert.deepEqual(await refused(zip('codes.csv')), { key: 'file-packed', format: '.zip' });
});

test('a dry run of a load says what it would come to, and changes nothing', async () => {
  const wish = {
    scope: kiosk,
    symbology: null,
    lowMark: null,
    column: null,
    separator: null,
    allOrNothing: false,
  };
  const text = lines('Code', 'F-1', 'NEW-1', 'NEW-2', 'NEW-1', 'Käse');
  const untouched = await dump(t.context.store.read);
  const said = await dryRunLoad(t.context, wish, () => Readable.from([Buffer.from(text)]));
  assertUnchanged(untouched, await dump(t.context.store.read));
  assert.deepEqual([said.lines, said.added, said.duplicates, said.bad], [5, 2, 2, 1]);
  const done = await load(t, kiosk, text);
  assert.deepEqual([done.added, done.faults], [said.added, said.faults]);
});
