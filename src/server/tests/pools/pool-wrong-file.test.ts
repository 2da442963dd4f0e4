import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { Refused } from '#domain/refusal.ts';
import { balance, voucher } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { holder, outcomes, settleWith, startWithCodes } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { fileFormat, keepFileFormat } from '#server/usecases/pools/file-format.ts';
import { settle } from '#server/usecases/pools/settle.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
after(() => t.close());

const hour = 60 * 60_000;
const bytes = (text: string) => Readable.from([Buffer.from(text)]);

test('the wrong column gives back no points of used codes; the right one then settles them', async () => {
  const a = await holder(t, 'coffee', 'K1');
  const b = await holder(t, 'coffee', 'K1');
  t.clock.turn(2 * hour);
  const until = t.clock.now();
  const text = `Bon;Gutschein\n4711;${a.code}\n4712;${b.code}\n`;
  const wrong = await settleWith(t, 'kiosk', text, { until, code: 'Bon' });
  assert.deepEqual(outcomes(wrong), { unknown: 2 });
  assert.deepEqual([wrong.returned, wrong.heldBack, wrong.heldBecause], [0, true, 'no-match']);
  assert.equal(await balance(a.phone), 50);
  const right = await settleWith(t, 'kiosk', text, { until, code: 'Gutschein' });
  assert.deepEqual([outcomes(right), right.heldBecause], [{ used: 2 }, null]);
  assert.equal((await voucher(a.phone, a.id)).body.state, 'redeemed');
});

test('a file of strangers is taken as proof only by who says so; an empty one says so itself', async () => {
  const a = await holder(t, 'coffee', 'K1');
  t.clock.turn(2 * hour);
  const until = t.clock.now();
  const strangers = 'Code\nOWN-COUPON-1\n';
  assert.equal((await settleWith(t, 'kiosk', strangers, { until })).returned, 0);
  assert.equal(await balance(a.phone), 50);
  const wish = { storeId: 'kiosk', until, format: {} };
  const accepted = await settle(t.context, { ...wish, accept: true }, bytes(strangers));
  assert.deepEqual([accepted.returnedNow, accepted.heldBack], [1, false]);
  const b = await holder(t, 'coffee', 'K1');
  t.clock.turn(2 * hour);
  await settleWith(t, 'kiosk', '', { until: t.clock.now() });
  assert.equal(await balance(b.phone), 150);
});

test('rehearsing says what would come of a file, and changes nothing', async () => {
  const used = await holder(t, 'coffee', 'K1');
  const unused = await holder(t, 'coffee', 'K1');
  t.clock.turn(2 * hour);
  const wish = { storeId: 'kiosk', until: t.clock.now(), format: {} };
  const text = `Code\n${used.code}\n`;
  const before = await dump(t.context.store.read);
  const said = await settle(t.context, { ...wish, dryRun: true }, bytes(text));
  assert.deepEqual([outcomes(said), said.returnedNow, said.dryRun], [{ used: 1 }, 1, true]);
  assert.deepEqual(said.columns?.header, ['Code']);
  assertUnchanged(before, await dump(t.context.store.read));
  const done = await settle(t.context, wish, bytes(text));
  assert.deepEqual([done.counts, done.returnedNow], [said.counts, said.returnedNow]);
  assert.equal(await balance(unused.phone), 150);
});

test('one option at a settlement leaves the store’s other columns as they are kept', async () => {
  const { code } = await holder(t, 'coffee', 'K1');
  t.clock.turn(1_000);
  await keepFileFormat(
    t.context,
    'kiosk',
    fileFormat({ separator: ';', code: 'Gutschein', time: 'Tag+Uhr', dates: 'dd.mm.yyyy hh:mm' }),
  );
  const text = `Bon;Gutschein;Tag;Uhr\n1;${code};15.01.2026;10:04\n`;
  const wish = { storeId: 'kiosk', until: null };
  const bad = await settle(t.context, { ...wish, format: { dates: 'iso' } }, bytes(text));
  assert.deepEqual(
    bad.lines.map(({ outcome, sample }) => [outcome, sample]),
    [['bad-line', '15.01.2026 10:04']],
  );
  assert.deepEqual(bad.columns?.time, [3, 4]);
});

test('a format of times that can’t be read is refused when it is kept, in words', async () => {
  for (const dates of ['dd.mm.yyyy dd', 'tt.mm.jjjj', 'hh:mi']) {
    assert.throws(
      () => fileFormat({ dates }),
      (error) => error instanceof Refused && error.refusal.key === 'request-invalid',
    );
  }
});
