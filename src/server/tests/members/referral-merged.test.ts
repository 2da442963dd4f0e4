import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, type Pos, posAt } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { joinBy, linkOf, referralRule } from '#server/tests/kit/model/inviting.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
  const earning = [referralRule({ purchases: 1 })];
  await loadProgram(t.context, {
    ...testProgram,
    welcomePoints: 0,
    pointsPerUnit: 0.0001,
    earning,
  });
});
after(() => t.close());

let receipts = 0;
async function buy(phone: Browser): Promise<string> {
  receipts += 1;
  const receiptNumber = `merged-${receipts}`;
  const sold = { member: await numberOf(phone), receiptNumber, total: eur(1_000) };
  const { status, text } = await pos.purchase(sold);
  assert.equal(status, 200, text);
  return receiptNumber;
}

/** What a member has, once everybody who invited has theirs and the books are whole. */
async function settled(phone: Browser): Promise<number> {
  await rewardInviters(t.context);
  assert.deepEqual(await verifyBooks(t.context), []);
  return balance(phone);
}

test('who invited themselves earns nothing by it once both are one, whichever of both goes on', async () => {
  const [inviter, invited] = ['self-a@example.com', 'self-b@example.com'];
  const phone = await t.joined(inviter);
  await joinBy(t, await linkOf(phone), invited);
  await merge(t, phone, invited);
  await buy(phone);
  assert.equal(await settled(phone), 0);

  const first = await t.joined('self-c@example.com');
  const second = await joinBy(t, await linkOf(first), 'self-d@example.com');
  t.clock.turn(1);
  await merge(t, second, 'self-c@example.com');
  await buy(second);
  assert.equal(await settled(second), 0);
});

test('a friend of the membership that ended counts for the one that goes on, and goods that come back take it from there', async () => {
  const old = await t.joined('anna-old@example.com');
  const link = await linkOf(old);
  const ben = await joinBy(t, link, 'ben@example.com');
  t.clock.turn(1);
  const anna = await t.joined('anna@example.com');
  await merge(t, anna, 'anna-old@example.com');
  const bought = await buy(ben);
  assert.equal(await settled(anna), 100);
  assert.equal((await pos.return(bought, `${bought}-r`)).status, 200);
  assert.equal(await settled(anna), 0);

  // Its link leads to the one that goes on.
  await buy(await joinBy(t, link, 'cleo@example.com'));
  assert.equal(await settled(anna), 100);
  const own = await t.context.store.read
    .selectFrom('referrals')
    .select('inviter_id')
    .where('member_id', '=', await idOf(t, 'cleo@example.com'))
    .executeTakeFirstOrThrow();
  assert.equal(own.inviter_id, await idOf(t, 'anna@example.com'));
});
