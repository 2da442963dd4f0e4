import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { uploadLeaseMs } from '#domain/pool/upload.ts';
import { Refused } from '#domain/refusal.ts';
import { runningUpload } from '#server/storage/pools/pool-uploads.ts';
import { newId } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { codes, lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { addBatch, type PreparedCode } from '#server/usecases/pools/add-codes.ts';
import { beginUpload, endUpload } from '#server/usecases/pools/begin-upload.ts';
import { poolCodeKey } from '#server/usecases/pools/find-pool-code.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startWithPools();
});
after(() => t.close());

const scope = (rewardId: string, storeId: string | null = null) => ({ rewardId, storeId });
const keyOf = (error: unknown) => (error instanceof Refused ? error.refusal.key : error);
const refusedWith = (key: string) => (error: unknown) => keyOf(error) === key;
const freeOf = async (rewardId: string) =>
  (await listPools(t.context)).find((pool) => pool.rewardId === rewardId)?.free;

test('a file is loaded, told line by line, and the same file again adds nothing', async () => {
  const text = lines('Code', ...codes(3), '', 'SAVE-000001', 'Käse', codes(1, 9)[0] ?? '');
  const first = await load(t, scope('coffee'), text);
  assert.deepEqual(
    [first.state, first.lines, first.added, first.duplicates, first.bad, first.left],
    ['done', 6, 4, 1, 1, 4],
  );
  assert.deepEqual(first.faults, [
    { line: 6, fault: 'in-file', ofLine: 3 },
    { line: 7, fault: 'letters', ofLine: null },
  ]);
  const second = await load(t, scope('coffee'), text);
  assert.deepEqual([second.added, second.duplicates, second.bad, second.left], [0, 5, 1, 4]);
  assert.equal(second.faults[0]?.fault, 'in-pool');
});

test('codes stay as they are: zeros in front, signs, quotes, 64 characters', async () => {
  const odd = ['0001', 'a"b', 'x,y', '~'.repeat(64), 'with space', '%+$/.'];
  const text = lines('0001', '"a""b"', '"x,y"', '~'.repeat(64), 'with space', '%+$/.');
  const report = await load(t, scope('dear', 'mall'), text, { accept: true });
  assert.deepEqual([report.added, report.bad], [odd.length, 0]);
  const rows = await t.context.store.read.selectFrom('pool_codes').selectAll().execute();
  const kept = rows.map(({ sealed }) => t.context.secrets.open('pool-code', sealed));
  for (const code of odd) assert.ok(kept.includes(code), code);
  // Whoever reads the database learns no code.
  const all = await dump(t.context.store.read);
  assert.ok(!all.includes('with space') && !all.includes('SAVE-000001'));
});

test('a code that is elsewhere or was handed out is told as what it is', async () => {
  await load(t, scope('small', 'kiosk'), lines('GIVEN-1'));
  await t.joined('given@example.com');
  const { member_id } = await t.context.store.read
    .selectFrom('member_addresses')
    .select('member_id')
    .executeTakeFirstOrThrow();
  const wish = { memberId: member_id, id: newId(), rewardId: 'small', storeId: 'kiosk' };
  await issueVoucher(t.context, wish);
  const again = await load(t, scope('small', 'kiosk'), lines('GIVEN-1', 'SAVE-000000'));
  assert.deepEqual(
    again.faults.map(({ line, fault }) => [line, fault]),
    [
      [1, 'handed-out'],
      [2, 'other-pool'],
    ],
  );
});

test('all or nothing: one bad line and no code counts, one good file and all do', async () => {
  const before = await dump(t.context.store.read);
  const bad = await load(t, scope('cake'), lines(...codes(5_000, 0, 'ALL'), 'ALL-000007'), {
    allOrNothing: true,
  });
  assert.deepEqual([bad.state, bad.added, bad.duplicates, bad.left], ['refused', 0, 1, 0]);
  assert.deepEqual(bad.faults, [{ line: 5_001, fault: 'in-file', ofLine: 8 }]);
  assert.equal(await freeOf('cake'), 0);
  const kept = await dump(t.context.store.read);
  assert.equal(
    kept.split('\n').filter((row) => row.startsWith('pool_codes')).length,
    before.split('\n').filter((row) => row.startsWith('pool_codes')).length,
  );
  const good = await load(t, scope('cake'), lines(...codes(5_000, 0, 'ALL')), {
    allOrNothing: true,
  });
  assert.deepEqual([good.state, good.added, good.left], ['done', 5_000, 5_000]);
});

test('UTF-16 and a named code page are read; what is neither is refused with its first line', async () => {
  const latin = Buffer.from('Code;Name\nL-1;Kaffee\nL-2;K\u00e4se\n', 'latin1');
  await assert.rejects(load(t, scope('golden'), latin), (error) => {
    assert.ok(error instanceof Refused);
    assert.deepEqual(error.refusal, { key: 'file-encoding', line: 3 });
    return true;
  });
  assert.equal(await freeOf('golden'), undefined);
  const utf16 = Buffer.from('\ufeffCode\tName\r\nU-1\tK\u00e4se\r\n', 'utf16le');
  assert.equal((await load(t, scope('golden'), utf16)).added, 1);
  assert.equal((await load(t, scope('golden'), Buffer.from(utf16).swap16())).duplicates, 1);
  const named = await load(t, scope('golden'), latin, { encoding: 'windows-1252' });
  assert.equal(named.added, 2);
  await assert.rejects(
    load(t, scope('golden'), latin, { encoding: 'runes' }),
    refusedWith('encoding-unknown'),
  );
});

test('a byte order mark, Windows line ends, columns by name and by number are understood', async () => {
  const marked = '\ufeffName;Coupon Code\r\nAnn;BOM-1\r\nBob;"BOM-2"\r\n';
  const byHeading = await load(t, scope('later', 'kiosk'), marked);
  assert.deepEqual([byHeading.lines, byHeading.added], [2, 2]);
  const byName = await load(t, scope('later', 'kiosk'), 'a,b\nx,N-1\n', { column: 'B' });
  assert.equal(byName.added, 1);
  const byNumber = await load(t, scope('later', 'kiosk'), 'x\tT-1\ny\tT-2\n', { column: '2' });
  assert.equal(byNumber.added, 2);
  await assert.rejects(
    load(t, scope('later', 'kiosk'), 'a,b\n', { column: 'code' }),
    refusedWith('file-column'),
  );
});

test('a quote that is never closed is told with the line where it opens', async () => {
  const report = await load(t, scope('past'), lines('Q-1', '"Q-2', 'Q-3'));
  assert.equal(report.added, 1);
  assert.deepEqual(report.faults, [{ line: 2, fault: 'quotes', ofLine: null }]);
});

test('what a symbology can’t carry is a bad line, and a pool keeps its symbology', async () => {
  const ean = scope('golden', 'kiosk');
  const report = await load(t, ean, lines('2712345678901', '4006381333931', 'AB'), {
    symbology: 'ean-13',
  });
  assert.deepEqual([report.added, report.bad], [1, 2]);
  await assert.rejects(
    load(t, ean, lines('1234'), { symbology: 'itf' }),
    refusedWith('symbology-other'),
  );
});

test('an unknown reward, store or column changes nothing', async () => {
  const before = await dump(t.context.store.read);
  await assert.rejects(load(t, scope('nothing'), 'A\n'), refusedWith('reward-unknown'));
  await assert.rejects(load(t, scope('coffee', 'moon'), 'A\n'), refusedWith('store-unknown'));
  assertUnchanged(before, await dump(t.context.store.read));
});

test('an upload that was killed half-way is taken up by the same file', async () => {
  const [text, target] = [lines(...codes(6_000, 0, 'KILL')), scope('harbour', 'harbour')];
  for (const allOrNothing of [true, false]) {
    // As a killed process leaves it: a batch is stored, and nobody has ended the upload.
    const upload = await beginUpload(t.context, { ...blank, scope: target, allOrNothing });
    await addBatch(t.context, upload, prepared(codes(2_000, 0, 'KILL')), []);
    assert.equal(await freeOf('harbour'), allOrNothing ? 0 : 2_000);
    t.clock.turn(uploadLeaseMs);
  }
  const whole = await load(t, target, text);
  assert.deepEqual([whole.added, whole.duplicates, whole.left], [4_000, 2_000, 6_000]);
});

const prepared = (texts: readonly string[]): PreparedCode[] =>
  texts.map((text, at) => ({
    line: at + 1,
    code_key: poolCodeKey(t.context, text),
    earlier_keys: [],
    sealed: t.context.secrets.seal('pool-code', text),
  }));

test('one upload into a pool at a time; a dead one makes room', async () => {
  const target = scope('harbour');
  const first = await beginUpload(t.context, { ...blank, scope: target });
  await assert.rejects(load(t, target, 'ONE-1\n'), refusedWith('upload-running'));
  t.clock.turn(uploadLeaseMs);
  assert.equal((await load(t, target, 'ONE-1\n')).added, 1);
  assert.equal(await runningUpload(t.context.store.read, first.poolId), undefined);
});

test('one that stalled until another took its place neither counts nor removes anything', async () => {
  const wish = { ...blank, scope: scope('mug', 'mall'), allOrNothing: true };
  const begun = async (series: string) =>
    addBatch(t.context, await beginUpload(t.context, wish), prepared(codes(600, 0, series)), []);
  const stalled = await begun('STALL');
  t.clock.turn(uploadLeaseMs);
  const next = await begun('NEXT');
  for (const state of ['done', 'refused', 'failed'] as const) {
    await assert.rejects(endUpload(t.context, stalled, state), refusedWith('upload-running'));
  }
  assert.equal(await freeOf('mug'), 0);
  await endUpload(t.context, next, 'done');
  assert.equal(await freeOf('mug'), 600);
});

const blank = {
  symbology: null,
  lowMark: null,
  column: null,
  separator: null,
  allOrNothing: false,
} as const;
