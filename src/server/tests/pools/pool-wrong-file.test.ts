import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { uploadLeaseMs } from '#domain/pool/upload.ts';
import { Refused } from '#domain/refusal.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import { balance, newId, voucher } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
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
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { beginUpload } from '#server/usecases/pools/begin-upload.ts';
import { fileFormat, keepFileFormat } from '#server/usecases/pools/file-format.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { settle } from '#server/usecases/pools/settle.ts';
import { latestUploads } from '#server/usecases/pools/view-upload.ts';
import { withdrawCodes } from '#server/usecases/pools/withdraw-codes.ts';
import { barcodePayloadOf } from '#server/usecases/vouchers/barcode-payload.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startWithCodes();
});
after(() => t.close());

const hour = 60 * 60_000;
const refusedWith = (key: string) => (error: unknown) =>
  error instanceof Refused && error.refusal.key === key;

let people = 0;
const newMember = () => {
  people += 1;
  return joinDirectly(t, `given-${people}@example.com`);
};

/** Takes a reward in a store. @returns the code that the phone shows */
async function issueAt(
  { rewardId, storeId }: { rewardId: string; storeId: string },
  member?: string,
): Promise<string> {
  const memberId = member ?? (await newMember());
  const id = await issueVoucher(t.context, { memberId, id: newId(), rewardId, storeId });
  const row = await redemptionRow(t.context.store.read, memberId, id);
  assert.ok(row);
  const payload = await barcodePayloadOf(await readWork(t.context), row);
  return payload?.text ?? '';
}

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

test('a file of strangers is taken as proof only by who says so; one with its header alone says so itself', async () => {
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
  // What a failed export leaves.
  const failed = await settleWith(t, 'kiosk', '', { until: t.clock.now() });
  assert.deepEqual([failed.returned, failed.heldBecause], [0, 'no-match']);
  await settleWith(t, 'kiosk', 'Code\n', { until: t.clock.now() });
  assert.equal(await balance(b.phone), 150);
});

test('a dry run says what would come of a file, and changes nothing', async () => {
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

test('a file for the wrong pool is taken out again; what is held or used stays, and is told by count', async () => {
  const scope = { rewardId: 'small', storeId: 'mall' };
  const wrong = codes(9, 0, 'WRONG');
  const upload = await load(t, scope, lines(...wrong));
  await load(t, scope, lines(...codes(12, 0, 'RIGHT')));
  await settleWith(t, 'mall', lines('Code', wrong[8] ?? ''));
  const held = [await issueAt(scope), await issueAt(scope), await issueAt(scope)];
  const theirs = held.filter((code) => code.startsWith('WRONG'));
  const kept = { held: theirs.length, used: 1, unused: 0 };
  const taken = 8 - theirs.length;
  // A hand-out that comes to the spoiled code passes over it, and then one less is free.
  const pool = (await listPools(t.context)).find(({ rewardId }) => rewardId === scope.rewardId);
  const free = pool?.free ?? 0;
  assert.ok(free === 18 || free === 17);
  const before = await dump(t.context.store.read);
  const said = await withdrawCodes(t.context, String(upload.uploadId), { dryRun: true });
  assert.deepEqual([said.withdrawn, said.kept, said.left], [taken, kept, free - taken]);
  assertUnchanged(before, await dump(t.context.store.read));
  const done = await withdrawCodes(t.context, String(upload.uploadId), { dryRun: false });
  assert.deepEqual(done, { ...said, dryRun: false });
  assert.deepEqual(await verifyBooks(t.context), []);
  const seen = (await latestUploads(t.context)).find((one) => one.uploadId === upload.uploadId);
  assert.deepEqual([seen?.added, seen?.withdrawn], [9, taken]);
  // The others are left, each once; what was withdrawn is in another pool now.
  const rest = [];
  for (let n = 0; n < 12 - (3 - theirs.length); n += 1) rest.push(await issueAt(scope));
  assert.ok(rest.every((code) => code.startsWith('RIGHT')));
  assert.equal(new Set([...rest, ...held]).size, rest.length + 3);
  const moved = await load(t, { rewardId: 'coffee', storeId: 'mall' }, lines(...wrong));
  assert.deepEqual([moved.added, moved.duplicates + moved.bad], [taken, 9 - taken]);
  const again = await withdrawCodes(t.context, String(upload.uploadId), { dryRun: false });
  assert.deepEqual([again.withdrawn, again.kept], [0, kept]);
});

test('codes are handed out while an upload is withdrawn, each once and none of it', async () => {
  const scope = { rewardId: 'cake', storeId: 'mall' };
  const upload = await load(t, scope, lines(...codes(6_600, 0, 'FIRST')));
  await load(t, scope, lines(...codes(400, 0, 'THEN')));
  const people = await Promise.all([0, 1, 2, 3].map(newMember));
  const [done, ...handed] = await Promise.all([
    withdrawCodes(t.context, String(upload.uploadId), { dryRun: false }),
    ...people.map((memberId) => issueAt(scope, memberId)),
  ]);
  const firsts = handed.filter((code) => code.startsWith('FIRST')).length;
  assert.equal(done.withdrawn, 6_600 - firsts);
  assert.equal(done.left, 400 - (handed.length - firsts));
  assert.equal(new Set(handed).size, handed.length);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('withdrawing waits for no upload; of a killed one nothing is left, and an emptied pool is told', async () => {
  const scope = { rewardId: 'mug', storeId: 'mall' };
  const wish = { scope, symbology: null, lowMark: null, allOrNothing: true };
  const running = await beginUpload(t.context, wish);
  const id = String(running.uploadId);
  for (const dryRun of [true, false]) {
    await assert.rejects(withdrawCodes(t.context, id, { dryRun }), refusedWith('upload-running'));
  }
  t.clock.turn(uploadLeaseMs);
  assert.equal((await withdrawCodes(t.context, id, { dryRun: false })).withdrawn, 0);
  const whole = await load(t, scope, lines(...codes(5, 0, 'GONE')));
  const done = await withdrawCodes(t.context, String(whole.uploadId), { dryRun: false });
  assert.deepEqual([done.withdrawn, done.left], [5, 0]);
  const told = await t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'pool.low')
    .where('store_id', '=', 'mall')
    .execute();
  assert.ok(told.some(({ data }) => data.includes('"mug"') && data.includes('"left":0')));
  await assert.rejects(
    withdrawCodes(t.context, '12', { dryRun: true }),
    refusedWith('upload-unknown'),
  );
});
