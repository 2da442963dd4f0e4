import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { atOnce, balance, type Pos, posAt, said, wallet } from '#server/tests/kit/counter.ts';
import { assertUnchanged } from '#server/tests/kit/dump.ts';
import {
  faultsOf,
  sendPurchases,
  told,
  unrecorded,
} from '#server/tests/kit/imports/past-purchases.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur } from '#server/tests/kit/model/goods.ts';
import { ruled } from '#server/tests/kit/model/worlds.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';

let t: Tillpass;
let key: string;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program: ruled({ by: 'spend', period: 'calendar-year' }) });
  key = await makeAdminKey(t.context, 'crm');
  pos = posAt(t, 'main-1');
});
// Closing verifies every ledger, every purchase with its returns, and what events tell.
after(() => t.close());

const send = (body: string, query?: Record<string, string>) => sendPurchases(t, key, body, query);

const receipts = [
  'email,receipt,store,sold,gtin,article,name,category,quantity,unit,amount',
  'ada@example.com,R-1,main,2025-11-03,4006381333931,,Pen,Office|Pens,2,,7.00',
  ',R-1,main,,,S-7,Cheese,Food,0.350,kg,493.00',
  'ada@example.com,R-2,Harbour,2025-12-01T10:00:00Z,,,Cake,,,,20',
  '',
].join('\n');

test('what was bought before stands in the member’s record line by line, and earns nothing', async () => {
  const ada = await t.joined('ada@example.com');
  const [points, untouched] = [await balance(ada), await unrecorded(t)];
  const rehearsed = await send(receipts, { dryRun: 'true' });
  assert.deepEqual(told(rehearsed), { state: 'rehearsed', lines: 3, made: 2, known: 0, bad: 0 });
  assertUnchanged(untouched, await unrecorded(t));

  assert.deepEqual(told(await send(receipts)), {
    state: 'done',
    lines: 3,
    made: 2,
    known: 0,
    bad: 0,
  });
  assert.equal(await balance(ada), points);
  const { body } = await ada.post(memberApi.copy);
  const bought = body.purchases.map(
    ({ receiptNumber, storeId, minor, points: earned, source, at }: Record<string, unknown>) => [
      ...[receiptNumber, storeId, minor, earned, source, at],
    ],
  );
  assert.deepEqual(bought.toSorted(), [
    ['R-1', 'main', 50_000, 0, 'smile', '2025-11-02T23:00:00.000Z'],
    ['R-2', 'harbour', 2_000, 0, 'smile', '2025-12-01T10:00:00.000Z'],
  ]);
  const [pen, cheese] = body.purchaseLines.filter(
    ({ sku, gtin }: Record<string, unknown>) => sku ?? gtin,
  );
  assert.deepEqual(
    [pen.gtin, pen.categories, pen.quantity, cheese.quantity, cheese.unit, cheese.minor],
    ['4006381333931', ['Office', 'Pens'], 2_000, 350, 'kg', 49_300],
  );

  const settled = await unrecorded(t);
  assert.deepEqual(told(await send(receipts)), {
    state: 'done',
    lines: 3,
    made: 0,
    known: 2,
    bad: 0,
  });
  assertUnchanged(settled, await unrecorded(t));
  const other = await send(receipts.replace('493.00', '492.00'));
  assert.deepEqual([other.body.state, faultsOf(other)], ['refused', [[2, 'receipt-other']]]);
  assertUnchanged(settled, await unrecorded(t));
});

test('it counts for the tier of its day, of which nobody is mailed, and comes back to its store', async () => {
  const ben = await t.joined('ben@example.com');
  assert.equal((await wallet(ben)).tier.id, 'member');
  const file = 'email,receipt,store,sold,total\nben@example.com,17,main,2025-12-31,600.00\n';
  assert.equal((await send(file)).body.new, 1);
  assert.equal((await wallet(ben)).tier.id, 'silver');
  const mails = await t.context.store.read
    .selectFrom('messages')
    .select('kind')
    .where('member_id', '=', await idOf(t, 'ben@example.com'))
    .where('kind', '=', 'tier-reached')
    .execute();
  assert.deepEqual(mails, []);

  const before = await balance(ben);
  // A till’s own receipt 17 is another one: the store says which is meant.
  const back = await pos.return('17', 'ben-back', {
    purchase: { receiptNumber: '17', store: 'main' },
    amount: eur(15_000),
  });
  assert.equal(back.status, 200, back.text);
  assert.deepEqual([back.body.state, back.body.pointsTaken], ['applied', 0]);
  assert.equal(await balance(ben), before);
  const tooMuch = await pos.return('17', 'ben-again', {
    purchase: { receiptNumber: '17', store: 'main' },
    amount: eur(50_000),
  });
  assert.deepEqual(said(tooMuch), [422, 'return-too-large']);
});

test('a sale of since then is rated by the tier that the past shows, whichever is reported first', async () => {
  const [early, late] = [await t.joined('early@example.com'), await t.joined('late@example.com')];
  const sale = async (name: string) => {
    const memberId = await idOf(t, `${name}@example.com`);
    const sold = await pos.purchase({
      member: { memberId },
      receiptNumber: `${name}-1`,
      total: eur(10_000),
    });
    assert.equal(sold.status, 200, sold.text);
  };
  const file = (name: string) =>
    `email,receipt,store,sold,total\n${name}@example.com,${name},main,2025-12-01,500.00\n`;
  await send(file('early'));
  await sale('early');
  await sale('late');
  await send(file('late'));
  // 100.00 at Silver, 1.25 points each, beside the welcome gift.
  assert.deepEqual([await balance(early), await balance(late)], [275, 275]);
});

test('the same file from several programs at once is taken once', async () => {
  const names = Array.from({ length: 40 }, (_, n) => `twice-${n}`);
  for (const name of names.slice(0, 4)) await t.joined(`${name}@example.com`);
  const lines = names.map(
    (_, n) => `twice-${n % 4}@example.com,T-${n},main,2025-12-0${1 + (n % 9)},5.00`,
  );
  const file = `email,receipt,store,sold,total\n${lines.join('\n')}\n`;
  const sent = await atOnce(3, () => send(file));
  for (const { status } of sent) assert.ok(status === 200 || status === 409);
  assert.equal((await send(file)).body.known, 40);
  const rows = await t.context.store.read
    .selectFrom('purchases')
    .select('id')
    .where('receipt_number', 'like', 'T-%')
    .execute();
  assert.equal(rows.length, 40);
});
