import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { limits } from '#domain/limit.ts';
import type { Program, Store } from '#domain/program/program.ts';
import { type Another, anotherProcess } from '#server/tests/kit/another-process.ts';
import {
  atOnce,
  balance,
  cancel,
  issue,
  issued,
  newId,
  posAt,
  refusal,
  statuses,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const hall: Store = {
  id: 'hall',
  name: 'Market Hall',
  posters: [],
  tills: Array.from({ length: 64 }, (_, n) => ({ id: `hall-${n}`, name: `Till ${n}` })),
};
const [anyReward] = testProgram.rewards;
assert.ok(anyReward);
const program: Program = {
  ...testProgram,
  stores: [...testProgram.stores, hall],
  rewards: [...testProgram.rewards, { ...anyReward, id: 'bag', points: 10, stock: 16 }],
};

let t: Tillpass;
let other: Another;
const hallKeys = new Map<string, string>();
before(async () => {
  t = await startTillpass();
  other = await anotherProcess(t);
  for (const { tillId, key } of await loadProgram(t.context, program)) hallKeys.set(tillId, key);
});
// Closing replays the ledger: after all these races no point was lost or doubled.
after(async () => {
  await other.close();
  await t.close();
});

const spent = async (phone: Awaited<ReturnType<Tillpass['joined']>>) => {
  const { history } = await wallet(phone);
  return history.filter(({ kind }: { kind: string }) => kind === 'redemption').length;
};

test('one tap that arrives twenty times is one voucher', async () => {
  const phone = await t.joined('taps@example.com');
  const id = newId();
  const answers = await atOnce(20, () => issue(phone, 'small', id));
  assert.deepEqual(statuses(answers), { 200: 20 });
  assert.deepEqual(new Set(answers.map(({ body }) => body.id)), new Set([id]));
  assert.deepEqual([await balance(phone), await spent(phone)], [140, 1]);
});

test('twenty phones at once with ids of their own share one voucher', async () => {
  const phone = await t.joined('phones@example.com');
  const answers = await atOnce(20, () => issue(phone, 'small'));
  assert.deepEqual(statuses(answers), { 200: 20 });
  assert.equal(new Set(answers.map(({ body }) => body.code)).size, 1);
  assert.deepEqual([await balance(phone), await spent(phone)], [140, 1]);
});

test('two members who make the same id at once do not both get it', async () => {
  const phones = [await t.joined('id-1@example.com'), await t.joined('id-2@example.com')];
  for (let turn = 0; turn < 10; turn += 1) {
    const id = newId();
    const answers = await Promise.all(phones.map((phone) => issue(phone, 'mug', id)));
    assert.deepEqual(statuses(answers), { 200: 1, 409: 1 });
    const taken = answers.find(({ status }) => status === 409);
    assert.equal(taken && refusal(taken).key, 'id-taken');
    await Promise.all(phones.map((phone) => cancel(phone, id)));
  }
});

test('points for one of two rewards buy exactly one', async () => {
  const phone = await t.joined('either@example.com');
  const answers = await Promise.all(['coffee', 'cake'].map((reward) => issue(phone, reward)));
  assert.deepEqual(statuses(answers), { 200: 1, 422: 1 });
  assert.equal(await balance(phone), 50);
});

test('thirty members reach for the last piece, and one has it', async () => {
  const phones = await Promise.all(
    Array.from({ length: 30 }, (_, n) => t.joined(`last-${n}@example.com`)),
  );
  const answers = await Promise.all(phones.map((phone) => issue(phone, 'last')));
  assert.deepEqual(statuses(answers), { 200: 1, 409: 29 });
  const [refused] = answers.filter(({ status }) => status === 409);
  assert.equal(refused && refusal(refused).key, 'sold-out');
  // With sixteen bags, none is left over while somebody hears that there are none.
  const bags = await Promise.all(phones.map((phone) => issue(phone, 'bag')));
  assert.deepEqual(statuses(bags), { 200: 16, 409: 14 });
});

test('a cancel and a scan at once: one wins, never both', async () => {
  const phone = await t.joined('cancel-scan@example.com');
  const pos = posAt(t, 'main-1');
  let kept = 150;
  for (let turn = 0; turn < 50; turn += 1) {
    // Nobody may take more in an hour.
    if (turn === limits.issue.atMost) t.clock.turn(limits.issue.windowMs);
    const { id, code } = await issued(phone, 'small');
    const scan = () => pos.redeem(code, `cancel-scan-${turn}`);
    const [one, other] =
      turn % 2 === 0
        ? await Promise.all([cancel(phone, id), scan()])
        : (await Promise.all([scan(), cancel(phone, id)])).reverse();
    assert.ok(one && other);
    const cancelled = one.status === 200;
    assert.notEqual(other.status === 200, cancelled, `${one.text} ${other.text}`);
    assert.equal(
      refusal(cancelled ? other : one).key,
      cancelled ? 'voucher-cancelled' : 'already-used',
    );
    assert.equal((await voucher(phone, id)).body.state, cancelled ? 'cancelled' : 'redeemed');
    if (!cancelled) kept -= 10;
    assert.equal(await balance(phone), kept);
    if (kept < 20) kept += await topUp(phone, turn);
  }
});

test('two processes give one voucher once, and one purchase earns once', async () => {
  const phone = await t.joined('two-processes@example.com');
  const { number } = (await wallet(phone)).member;
  const tills = [posAt(t, 'main-1'), posAt({ ...t, app: other.app }, 'harbour-1')];
  for (let turn = 0; turn < 5; turn += 1) {
    const { code } = await issued(phone, 'small');
    const scans = [0, 1, 2, 3, 4, 5, 6, 7].map((n) =>
      tills[n % 2]?.redeem(code, `two-${turn}-${n}`),
    );
    const answers = (await Promise.all(scans)).flatMap((answer) => answer ?? []);
    assert.deepEqual(statuses(answers), { 200: 1, 409: 7 });
  }
  assert.deepEqual([await balance(phone), await spent(phone)], [100, 5]);

  const sold = { member: { number }, receiptNumber: 'two-processes' };
  const here = posAt(t, 'main-2');
  const there = posAt({ ...t, app: other.app }, 'main-2');
  const reports = await atOnce(8, (n) => (n % 2 === 0 ? here : there).purchase(sold));
  assert.deepEqual(statuses(reports), { 200: 8 });
  assert.equal(new Set(reports.map(({ body }) => body.purchaseId)).size, 1);
  assert.equal(await balance(phone), 110);
});

async function topUp(phone: Parameters<typeof wallet>[0], turn: number): Promise<number> {
  const { number } = (await wallet(phone)).member;
  const { body } = await posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber: `top-up-${turn}`,
    total: { minor: 10_000, currency: 'EUR' },
  });
  return body.points;
}

test('sixty-four tills scan one voucher: one gives it, the others say where it went', async () => {
  const phone = await t.joined('hall@example.com');
  const { code } = await issued(phone, 'coffee');
  const answers = await Promise.all(
    [...hallKeys].map(([tillId, key]) => posAt(t, tillId, key).redeem(code, `R-of-${tillId}`)),
  );
  assert.deepEqual(statuses(answers), { 200: 1, 409: 63 });
  const winner = answers.find(({ status }) => status === 200);
  for (const { body, status } of answers) {
    if (status === 200) continue;
    assert.equal(body.error.key, 'already-used');
    assert.equal(body.error.details.till, winner?.body.used.till);
    assert.ok(body.error.message.includes(`Market Hall, ${winner?.body.used.till}`));
  }
  assert.equal(await balance(phone), 50);
});

test('sixty-four tills want to hold one voucher: one does, the others hear where and until when', async () => {
  const phone = await t.joined('hall-hold@example.com');
  const { code } = await issued(phone, 'coffee');
  const hall = [...hallKeys].map(([tillId, key]) => posAt(t, tillId, key));
  const answers = await Promise.all(hall.map((pos) => pos.reserve(code, 'B-1')));
  assert.deepEqual(statuses(answers), { 200: 1, 423: 63 });
  const holder = answers.find(({ status }) => status === 200);
  for (const { body, status } of answers) {
    if (status === 423) assert.equal(body.error.details.till, holder?.body.reserved.till);
  }
  const redeemed = await Promise.all(hall.map((pos, n) => pos.redeem(code, `after-hold-${n}`)));
  // A till before the holder hears that the voucher is reserved, one after it that it is used.
  const { 200: won, 409: used = 0, 423: held = 0 } = statuses(redeemed);
  assert.deepEqual([won, used + held], [1, 63]);
  const winner = redeemed.find(({ status }) => status === 200);
  assert.equal(winner?.body.used.till, holder?.body.reserved.till);
  assert.equal(await balance(phone), 50);
});

test('a till that sends its scan twenty times gives the reward once', async () => {
  const phone = await t.joined('resend@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  const answers = await atOnce(20, (turn) =>
    pos.redeem(code, 'resend', turn % 2 === 0 ? {} : { 'idempotency-key': `resend-${turn % 4}` }),
  );
  assert.deepEqual(statuses(answers), { 200: 20 });
  assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
});

test('undone twenty times at once, the points come back once', async () => {
  const phone = await t.joined('undo@example.com');
  const { code, id } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  await pos.redeem(code, 'undo-1');
  assert.deepEqual(statuses(await atOnce(20, () => pos.reverse(id, 'twice'))), { 200: 20 });
  assert.equal(await balance(phone), 150);
});

test('one receipt reported twenty times at once earns once; another member’s is refused', async () => {
  const phones = [await t.joined('report-1@example.com'), await t.joined('report-2@example.com')];
  const numbers = await Promise.all(
    phones.map(async (phone) => (await wallet(phone)).member.number),
  );
  const pos = posAt(t, 'main-1');
  const same = await atOnce(20, () =>
    pos.purchase({ member: { number: numbers[0] }, receiptNumber: 'report' }),
  );
  assert.deepEqual(statuses(same), { 200: 20 });
  assert.equal(new Set(same.map(({ text }) => text)).size, 1);
  const mixed = await atOnce(20, (turn) =>
    pos.purchase({ member: { number: numbers[turn % 2] }, receiptNumber: 'report-mixed' }),
  );
  assert.deepEqual(statuses(mixed), { 200: 10, 409: 10 });
  const earned = await Promise.all(phones.map(balance));
  assert.equal(
    earned.reduce((sum, points) => sum + points, 0),
    150 + 150 + 10 + 10,
  );
});
