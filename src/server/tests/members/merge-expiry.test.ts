import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberById } from '#server/storage/people/members.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge, proveOther } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { noteShown } from '#server/usecases/points/notices.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, welcomePoints: 0 } });
});
// Closing verifies every ledger.
after(() => t.close());

const day = 86_400_000;

/** From the books, because no session lasts a year. */
async function balanceOf(address: string): Promise<number> {
  const member = await memberById(t.context.store.read, await idOf(t, address));
  return member?.balance ?? assert.fail(address);
}

/** The clock's rounds at the next noon, when no hour is quiet. */
async function runClockAt(instant: number): Promise<void> {
  t.clock.turnTo(Math.floor(instant / day) * day + day / 2);
  while ((await expireDue(t.context)) > 0) t.clock.turn(1);
}

test('points that ended after the merge are not taken a second time when their goods come back, nor given back twice', async () => {
  const pos = posAt(t, 'main-1');
  const total = { minor: 20_000, currency: 'EUR' };
  const other = await t.joined('lapse-two@example.com');
  const number = await numberOf(other);
  for (const receipt of ['LAPSE-1', 'LAPSE-2'])
    await pos.purchase({ member: { number }, receiptNumber: receipt, total });
  const start = t.clock.now();
  t.clock.turn(1);
  const phone = await t.joined('lapse@example.com');
  await merge(t, phone, 'lapse-two@example.com');
  assert.equal(await balanceOf('lapse@example.com'), 400);
  // They are told in the membership that goes on, and end there.
  await runClockAt(start + 340 * day);
  await noteShown(t.context, await idOf(t, 'lapse@example.com'));
  for (const after of [367, 380]) await runClockAt(start + after * day);
  assert.equal(await balanceOf('lapse@example.com'), 0);
  await pos.purchase({ member: { number }, receiptNumber: 'LAPSE-3', total });
  assert.equal(await balanceOf('lapse@example.com'), 200);
  assert.equal((await pos.return('LAPSE-1', 'LAPSE-4')).status, 200);
  assert.equal(await balanceOf('lapse@example.com'), 200, 'what had ended is not taken again');
  // Support gives back what had ended, without what goods that came back have counted as taken.
  await runCommand(t.context, 'reinstate', number);
  assert.equal(await balanceOf('lapse@example.com'), 400);
  await runCommand(t.context, 'reinstate', number);
  assert.equal(await balanceOf('lapse@example.com'), 400, 'once');
  assert.equal((await pos.return('LAPSE-2', 'LAPSE-5')).status, 200);
  assert.equal(await balanceOf('lapse@example.com'), 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a tier of a program with a rule stays until the other one would have ended, and nothing of before is rated anew', async () => {
  await loadProgram(t.context, {
    ...testProgram,
    welcomePoints: 0,
    tierRule: { by: 'spend', period: 'rolling', months: 12 },
  });
  const pos = posAt(t, 'main-1');
  const other = await t.joined('ruled-two@example.com');
  const total = { minor: 60_000, currency: 'EUR' };
  await pos.purchase({
    member: { number: await numberOf(other) },
    receiptNumber: 'RULED-1',
    total,
  });
  const bought = t.clock.now();
  t.clock.turn(30 * day);
  const phone = await t.joined('ruled@example.com');
  await pos.purchase({ member: { number: await numberOf(phone) }, receiptNumber: 'RULED-2' });
  assert.match(
    await proveOther(t, phone, 'ruled-two@example.com'),
    /Tier: Silver until .+, because it is the higher of the two/,
  );
  await merge(t, phone, 'ruled-two@example.com');
  const memberId = await idOf(t, 'ruled@example.com');
  const tier = async () => (await tierOfMember(await readWork(t.context), memberId)).tier.id;
  assert.equal(await tier(), 'silver');
  assert.equal(
    await balanceOf('ruled@example.com'),
    610,
    'the purchase of before earned by the tier of then',
  );
  await runClockAt(bought + 300 * day);
  assert.equal(await tier(), 'silver');
  await runClockAt(bought + 380 * day);
  assert.equal(await tier(), 'member');
});
