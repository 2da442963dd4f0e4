import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi, tillApi } from '#contract/paths.ts';
import { associatesOf } from '#server/storage/till/associates.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import {
  balance,
  issued,
  newId,
  type Pos,
  posAt,
  refusal,
  wallet,
} from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { eur, line, numberOf } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
let pos: Pos;
let phone: Browser;
let member: { number: string };
before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, { ...testProgram, excludedTenders: ['gift-card'] });
  pos = posAt(t, 'main-1');
  phone = await t.joined('basket@example.com');
  member = await numberOf(phone);
});
after(() => t.close());

/** It is refused with this key, and nothing in the database has changed. */
async function assertRefusedWhole(body: object, status: number, key: string, pointer?: string) {
  const purchase = { member, receiptNumber: 'refused', ...body };
  // Found within the hour: a refusal that tells of the member is no look-up of its own.
  await pos.post(posApi.findMember, purchase.member);
  const untouched = await dump(t.context.store.read);
  const answer = await pos.purchase(purchase);
  const { error } = answer.body;
  const said = [answer.status, error.key, error.pointer];
  assert.deepEqual(said, [status, key, pointer ?? null], answer.text);
  assertUnchanged(untouched, await dump(t.context.store.read));
}

test('taxes and what was paid by gift card earn nothing; the receipt’s lines do', async () => {
  const { body } = await pos.purchase({
    member,
    receiptNumber: 'gift',
    total: eur(2_000),
    taxes: eur(400),
    lines: [line('1', 1_500), line('2', 500)],
    tenders: [
      { kind: 'gift-card', minor: 1_200 },
      { kind: 'card', minor: 1_200 },
    ],
  });
  assert.deepEqual([body.points, body.total.minor], [10, 2_000]);
  assert.equal((await wallet(phone)).qualifying.minor, 1_000);
});

test('a thousand lines are taken; ten thousand are refused with their place', async () => {
  const buyer = await numberOf(await t.joined('lines@example.com'));
  const many = (count: number) => Array.from({ length: count }, (_, n) => line(`line-${n}`, 10));
  const { status, body } = await pos.purchase({
    member: buyer,
    receiptNumber: 'thousand',
    total: eur(10_000),
    lines: many(1_000),
  });
  assert.deepEqual([status, body.points], [200, 100]);
  for (const count of [1_001, 10_000]) {
    const more = { total: eur(count * 10), lines: many(count) };
    await assertRefusedWhole(more, 400, 'request-invalid', '/lines');
  }
});

test('elsewhere 64 KB stay the limit, and a basket has one too', async () => {
  const note = 'x'.repeat(70_000);
  const reversed = await pos.reverse(newId(), note);
  assert.deepEqual([reversed.status, refusal(reversed).key], [413, 'request-too-large']);
  const lines = [line('x'.repeat(1_100_000), 10)];
  await assertRefusedWhole({ total: eur(10), lines }, 413, 'request-too-large');
});

test('what does not add up is refused with its place', async () => {
  const cases = [
    [{ lines: [line('1', 999)] }, '/lines'],
    [{ lines: [line('1', 500), line('1', 500)] }, '/lines/1/id'],
    [{ lines: [line('1', -1)] }, '/lines/0/minor'],
    [{ lines: [line('1', 0.5)] }, '/lines/0/minor'],
    [{ lines: [line('', 1_000)] }, '/lines/0/id'],
    [{ lines: [{ ...line('1', 1_000), title: 'Tea' }] }, '/lines/0/title'],
    [{ tenders: [{ kind: 'card', minor: 1 }] }, '/tenders'],
    [{ taxes: eur(70), tenders: [{ kind: 'card', minor: 1_000 }] }, '/tenders'],
    [{ tenders: [{ kind: 'card', minor: -1_000 }] }, '/tenders/0/minor'],
    [{ tenders: [{ kind: 'cash', minor: 1_500, change: 1_501 }] }, '/tenders/0/change'],
    [{ tip: eur(5), tenders: [{ kind: 'card', minor: 1_000 }] }, '/tenders'],
    [{ rounding: { minor: 2, currency: 'USD' } }, '/rounding/currency'],
    [{ taxes: eur(-1) }, '/taxes/minor'],
    [{ taxes: { minor: 70, currency: 'USD' } }, '/taxes/currency'],
    [{ tax: 70 }, '/tax'],
    [
      { redemptions: [{ redemptionId: newId(), lines: [line('9', 5)] }] },
      '/redemptions/0/lines/0/id',
    ],
  ] as const;
  for (const [more, pointer] of cases) {
    await assertRefusedWhole(more, 400, 'request-invalid', pointer);
  }
  const dollars = { total: { minor: 1_000, currency: 'USD' } };
  await assertRefusedWhole(dollars, 422, 'currency-other', '/total/currency');
});

test('a sale paid in rounded cash with a tip and change is taken, read back as told, and the same again', async () => {
  const buyer = await t.joined('cash@example.com');
  const told = {
    member: await numberOf(buyer),
    receiptNumber: 'cash',
    total: eur(998),
    tip: eur(100),
    rounding: eur(2),
    lines: [line('1', 500), line('2', 499)],
    tenders: [
      { kind: 'Gift-Card', minor: 550 },
      { kind: 'cash', minor: 1_000, change: 450 },
    ],
  };
  const { status, body } = await pos.purchase(told);
  assert.deepEqual([status, body.points], [200, 4], 'half was paid by gift card');
  assert.deepEqual((await pos.purchase(told)).body, body);
  const other = await pos.purchase({ ...told, rounding: undefined, tip: eur(102) });
  assert.deepEqual([other.status, refusal(other).key], [409, 'receipt-reused']);
  const headers = { authorization: `Bearer ${t.keys.get('main-1')}` };
  const address = posApi.purchase.replace(':purchaseId', body.purchaseId);
  const { tip, rounding, tenders, lines } = (await t.browser().get(address, headers)).body;
  assert.deepEqual(
    { tip, rounding, tenders },
    { tip: told.tip, rounding: told.rounding, tenders: told.tenders },
  );
  assert.deepEqual(lines, [line('1', 499), line('2', 499)]);
});

test('the same receipt with the same basket is the same purchase, in whatever order it is told', async () => {
  const buyer = await t.joined('same@example.com');
  const told = {
    member: await numberOf(buyer),
    receiptNumber: 'same',
    lines: [line('1', 400), line('2', 600)],
  };
  const first = await pos.purchase(told, { 'idempotency-key': 'first-id' });
  // As Toast does: after a lost answer the same check arrives under another id.
  const turned = { ...told, lines: [...told.lines].reverse() };
  const again = await pos.purchase(turned, { 'idempotency-key': 'second-id' });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.equal(await balance(buyer), 160);
  for (const other of [
    { lines: [line('1', 500), line('2', 500)] },
    { lines: [] },
    { taxes: eur(1) },
    { tenders: [{ kind: 'card', minor: 1_000 }] },
  ]) {
    const answer = await pos.purchase({ ...told, ...other });
    assert.deepEqual([answer.status, refusal(answer).key], [409, 'receipt-reused']);
  }
});

test('a reward given with a purchase is the buyer’s, was redeemed, and is of one purchase', async () => {
  const { id, code } = await issued(phone, 'small');
  const given = { redemptions: [{ redemptionId: id }] };
  await assertRefusedWhole(given, 409, 'redemption-open', '/redemptions');
  await pos.redeem(code, 'given');
  const stranger = await numberOf(await t.joined('stranger@example.com'));
  await assertRefusedWhole(
    { ...given, member: stranger },
    404,
    'redemption-unknown',
    '/redemptions',
  );
  const unknown = { redemptions: [{ redemptionId: newId() }] };
  await assertRefusedWhole(unknown, 404, 'redemption-unknown', '/redemptions');
  const twice = { redemptions: [{ redemptionId: id }, { redemptionId: id }] };
  await assertRefusedWhole(twice, 400, 'request-invalid', '/redemptions/1/redemptionId');
  assert.equal((await pos.purchase({ member, receiptNumber: 'given', ...given })).status, 200);
  await assertRefusedWhole(given, 409, 'redemption-taken', '/redemptions');
});

test('an associate reports a purchase by amount and receipt number, once', async () => {
  const buyer = await t.joined('typed@example.com');
  const till = await t.onDuty('main-1');
  const { number: memberNumber } = await numberOf(buyer);
  const wish = { id: newId(), memberNumber, receiptNumber: 'typed-1', minor: 1_299 };
  const first = await till.post(tillApi.purchases, wish);
  assert.equal(first.status, 200, first.text);
  const { purchaseId, ...told } = first.body;
  assert.deepEqual(told, { receiptNumber: 'typed-1', minor: 1_299, points: 12 });
  assert.deepEqual((await till.post(tillApi.purchases, wish)).body, first.body);
  const again = await till.post(tillApi.purchases, { ...wish, id: newId() });
  assert.equal(again.body.purchaseId, purchaseId, 'the receipt number is the purchase');
  assert.equal(await balance(buyer), 162);
  const [associate] = await associatesOf(t.context.store.read, 'main');
  const row = await t.context.store.read
    .selectFrom('purchases')
    .select('associate_id')
    .where('id', '=', purchaseId)
    .executeTakeFirstOrThrow();
  assert.equal(row.associate_id, associate?.id);
});

test('what an associate mistypes is refused and earns nothing', async () => {
  const till = await t.onDuty('main-1');
  const wish = { id: newId(), memberNumber: member.number, receiptNumber: 'typed-2', minor: 500 };
  assert.equal((await till.post(tillApi.purchases, wish)).status, 200);
  const cases = [
    [{ minor: 501 }, 422, 'key-reused'],
    [{ id: newId(), minor: 501 }, 409, 'receipt-reused'],
    [{ id: newId(), memberNumber: '1234567890', receiptNumber: 'typed-3' }, 404, 'member-unknown'],
    [{ id: newId(), scanned: '1' }, 400, 'request-invalid'],
    [{ id: newId(), memberNumber: undefined }, 400, 'request-invalid'],
    [{ id: newId(), minor: -1 }, 400, 'request-invalid'],
    [{ id: newId(), minor: 1.5 }, 400, 'request-invalid'],
  ] as const;
  for (const [more, status, key] of cases) {
    const said = refusal(await till.post(tillApi.purchases, { ...wish, ...more }));
    assert.deepEqual([said.status, said.key], [status, key], JSON.stringify(more));
  }
  const nobody = await t.browser().post(tillApi.purchases, wish);
  assert.deepEqual([nobody.status, refusal(nobody).key], [401, 'device-unknown']);
});
