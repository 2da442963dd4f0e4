import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Refused } from '#domain/refusal.ts';
import { balance, cancel, voucher, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import {
  codes,
  holder,
  lines,
  load,
  outcomes,
  settleWith,
  startWithCodes,
} from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { fileFormat, keepFileFormat } from '#server/usecases/pools/file-format.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
after(() => t.close());

const minute = 60_000;
const events = () =>
  t.context.store.read
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'pool.settled')
    .execute();
const rfc = (at: number) => new Date(at).toISOString();

test('what the file says was used is redeemed there and then; the rest comes back', async () => {
  const used = await holder(t, 'coffee', 'K1');
  const unused = await holder(t, 'coffee', 'K1');
  const before = (await wallet(unused.phone)).expiring.at;
  const usedAt = t.clock.now() + 5 * minute;
  t.clock.turn(60 * minute);
  await expireDue(t.context);
  const text = `Code,Time,Till,Receipt\n${used.code},${rfc(usedAt)},T-7,000815\n`;
  const until = t.clock.now();
  const report = await settleWith(t, 'kiosk', text, { until });
  assert.deepEqual([outcomes(report), report.returned], [{ used: 1 }, 1]);

  const seen = (await voucher(used.phone, used.id)).body;
  assert.equal(seen.state, 'redeemed');
  assert.deepEqual(seen.used, { at: usedAt, store: 'Kiosk', till: 'T-7' });
  assert.equal(await balance(used.phone), 50);
  assert.equal((await voucher(unused.phone, unused.id)).body.state, 'expired');
  assert.equal(await balance(unused.phone), 150);
  assert.equal((await wallet(unused.phone)).expiring.at, before);

  // The same file again changes nothing, gets the same answer, and tells nobody a second time.
  const kept = await dump(t.context.store.read);
  assert.deepEqual(await settleWith(t, 'kiosk', text, { until }), { ...report, returnedNow: 0 });
  assertUnchanged(kept, await dump(t.context.store.read));
  assert.equal((await events()).length, 1);
});

test('each line that is not plainly used says what it is, by its number', async () => {
  const a = await holder(t, 'coffee', 'K1');
  const b = await holder(t, 'coffee', 'K1');
  const cancelled = await holder(t, 'coffee', 'K1');
  const early = await holder(t, 'coffee', 'K1');
  const mall = await holder(t, 'coffee', 'L1');
  t.clock.turn(minute);
  await cancel(cancelled.phone, cancelled.id);
  const at = t.clock.now();
  t.clock.turn(minute);
  await cancel(early.phone, early.id);
  t.clock.turn(minute);
  const text = [
    'code,time,receipt',
    `${a.code},${rfc(at)},1`,
    `${a.code},${rfc(at)},2`,
    `${cancelled.code},${rfc(at + minute)},3`,
    `${early.code},${rfc(at)},4`,
    `${mall.code},${rfc(at)},5`,
    'NOBODY,,6',
    'K-000039,,7',
    `${b.code},yesterday,8`,
    `${b.code},${rfc(t.clock.now() + 60 * minute)},9`,
    `,${rfc(at)},10`,
  ].join('\r\n');
  const report = await settleWith(t, 'kiosk', text);
  assert.deepEqual(outcomes(report), {
    used: 2,
    'used-after-cancel': 1,
    'used-twice': 1,
    'not-handed-out': 1,
    'not-of-this-store': 1,
    unknown: 1,
    'bad-line': 3,
  });
  assert.deepEqual(
    report.lines.map(({ line, outcome, ofLine, fault }) => [line, outcome, ofLine ?? fault]),
    [
      [3, 'used-twice', 2],
      [4, 'used-after-cancel', null],
      [6, 'not-of-this-store', null],
      [7, 'unknown', null],
      [8, 'not-handed-out', null],
      [9, 'bad-line', 'time'],
      [10, 'bad-line', 'time-ahead'],
      [11, 'bad-line', 'code'],
    ],
  );
  assert.equal((await voucher(cancelled.phone, cancelled.id)).body.state, 'redeemed');
  assert.deepEqual(await settleWith(t, 'kiosk', text), report);
  // The same use in a later, longer file is the same use; another receipt is not.
  const later = await settleWith(t, 'kiosk', `code,time,receipt\n${a.code},${rfc(at)},1\n`);
  assert.deepEqual(outcomes(later), { used: 1 });
  const twice = await settleWith(t, 'kiosk', `code,time,receipt\n${a.code},${rfc(at)},77\n`);
  assert.deepEqual(outcomes(twice), { 'used-twice': 1 });
});

test('a code that a till used before anybody had it is never handed out', async () => {
  await load(t, { rewardId: 'small', storeId: 'kiosk' }, lines(...codes(3, 0, 'LEAK')));
  await settleWith(t, 'kiosk', lines('LEAK-000000', 'LEAK-000001'));
  assert.equal((await holder(t, 'small', 'K1')).code, 'LEAK-000002');
  const phone = await t.joined('leak@example.com', 'K1');
  const { body } = await phone.post('/api/redemptions', {
    id: crypto.randomUUID(),
    rewardId: 'small',
  });
  assert.equal(body.error.key, 'sold-out');
});

test('a store’s own way of writing files is kept, and times are read by the shop’s clock', async () => {
  const { phone, id, code } = await holder(t, 'coffee', 'K1');
  t.clock.turn(10 * minute);
  const format = fileFormat({
    separator: '|',
    code: '3',
    time: '1',
    receipt: '2',
    dates: 'dd.mm.yyyy hh:mi',
  });
  await keepFileFormat(t.context, 'kiosk', format);
  const wall = new Intl.DateTimeFormat('de-DE', {
    timeZone: 'Europe/Berlin',
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit' } as const),
  })
    .format(t.clock.now())
    .replace(',', '');
  const wish = { storeId: 'kiosk', until: null, format: {} };
  const bytes = (async function* () {
    yield Buffer.from(`${wall}|4711|${code}\n`);
  })();
  const report = await settle(t.context, wish, bytes);
  assert.deepEqual(outcomes(report), { used: 1 });
  const seen = (await voucher(phone, id)).body;
  assert.equal(seen.used.at, Math.floor(t.clock.now() / minute) * minute);
  assert.equal(seen.used.till, 'POS');
});

test('an unknown store, a time to come, a wrong format and a missing column are refused', async () => {
  const before = await dump(t.context.store.read);
  const refused = async (work: () => Promise<unknown>, key: string) =>
    assert.rejects(work, (error) => error instanceof Refused && error.refusal.key === key);
  await refused(() => settleWith(t, 'moon', 'code\n'), 'store-unknown');
  const until = t.clock.now() + 1;
  await refused(() => settleWith(t, 'kiosk', 'code\n', { until }), 'request-invalid');
  await refused(async () => fileFormat({ dates: 'hh:mi' }), 'request-invalid');
  assertUnchanged(before, await dump(t.context.store.read));
  await refused(() => settleWith(t, 'kiosk', 'a,b\n', { code: 'Coupon' }), 'file-column');
});

test('pools say what became of every code', async () => {
  const pools = await listPools(t.context);
  const kiosk = pools.find((pool) => pool.rewardId === 'coffee' && pool.storeId === 'kiosk');
  assert.ok(kiosk);
  const { free, live, waiting, used, unused } = kiosk;
  const handed = await t.context.store.read
    .selectFrom('pool_handouts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  assert.ok(handed.count > live + waiting + used + unused);
  // K-000039 was used before its time: whoever would get it gets the next one.
  const { spoiled } = await t.context.store.read
    .selectFrom('pool_codes as code')
    .innerJoin('pool_shards as part', (join) =>
      join.onRef('part.pool_id', '=', 'code.pool_id').onRef('part.shard', '=', 'code.shard'),
    )
    .innerJoin('pools', 'pools.id', 'code.pool_id')
    .select((eb) => eb.fn.countAll<number>().as('spoiled'))
    .where('reward_id', '=', 'coffee')
    .where('spoiled', '=', 1)
    .whereRef('seq', '<=', 'handed')
    .executeTakeFirstOrThrow();
  assert.equal(free + live + waiting + used + unused, 40 - spoiled);
  assert.ok(used > 0 && unused > 0);
});

test('a use from before it was handed out is nobody’s of ours: points for a spent code come back', async () => {
  const { code, phone, id } = await holder(t, 'coffee', 'K1');
  const dayBefore = t.clock.now() - 25 * 60 * minute;
  t.clock.turn(60 * minute);
  const text = `Code,Time\n${code},${rfc(dayBefore)}\n`;
  const report = await settleWith(t, 'kiosk', text, { until: t.clock.now() });
  assert.deepEqual(outcomes(report), { 'not-handed-out': 1 });
  assert.equal((await voucher(phone, id)).body.state, 'expired');
  assert.equal(await balance(phone), 150);
  const kept = await dump(t.context.store.read);
  const again = await settleWith(t, 'kiosk', text, { until: t.clock.now() });
  assert.deepEqual(outcomes(again), { 'not-handed-out': 1 });
  assertUnchanged(kept, await dump(t.context.store.read));
});
