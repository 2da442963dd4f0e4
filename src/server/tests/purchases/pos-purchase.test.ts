import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, issued, posAt, refusal, wallet } from '#server/tests/kit/counter.ts';
import { joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const numberOf = async (phone: Browser): Promise<string> => (await wallet(phone)).member.number;

const eur = (minor: number) => ({ total: { minor, currency: 'EUR' } });

test('a purchase earns points by membership number, and history says for what and how', async () => {
  const phone = await t.joined('buy@example.com');
  const number = await numberOf(phone);
  const { status, body } = await posAt(t, 'main-1').purchase({
    member: { number },
    receiptNumber: 'buy-1',
    ...eur(1_299),
  });
  assert.equal(status, 200);
  assert.match(body.purchaseId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...body, purchaseId: '' },
    {
      purchaseId: '',
      receiptNumber: 'buy-1',
      soldAt: '2026-01-15T09:00:00.000Z',
      storeId: 'main',
      tillId: 'main-1',
      total: { minor: 1_299, currency: 'EUR' },
      points: 12,
      earned: [{ rule: 'purchase', name: null, points: 12 }],
      awards: [],
      availableAt: null,
      tierId: 'member',
      member: { memberId: body.member.memberId, number, firstName: null },
      balance: 162,
      returns: [],
      warnings: [],
    },
  );
  const again = {
    member: { memberId: body.member.memberId },
    receiptNumber: 'buy-1',
    ...eur(1_299),
  };
  assert.deepEqual((await posAt(t, 'main-1').purchase(again)).body, body, 'by the other name');
  // RFC 3339 lets both letters be small.
  const small = { ...again, soldAt: '2026-01-15t09:00:00z', receiptNumber: 'buy-small' };
  const rehearsed = await posAt(t, 'main-1').post(`${posApi.purchases}?dryRun=true`, small);
  assert.equal(rehearsed.body.soldAt, '2026-01-15T09:00:00.000Z');
  const seen = await wallet(phone);
  assert.equal(seen.balance, 162);
  const [line] = seen.history;
  assert.deepEqual(
    [line.kind, line.points, line.balanceAfter, line.store],
    ['accrual', 12, 162, 'Main St.'],
  );
  assert.deepEqual(line.what, {
    rule: 'purchase',
    spent: { minor: 1_299, currency: 'EUR' },
    tier: 'Member',
    pointsPerUnit: 1,
    receiptNumber: 'buy-1',
  });
});

test('the scanned barcode of the number says it too, as a scanner sends it', async () => {
  const phone = await t.joined('card-buy@example.com');
  const scanned = `]C1${await numberOf(phone)}\r`;
  const wish = { member: { scanned }, receiptNumber: 'card-1' };
  const { status, text } = await posAt(t, 'main-1').purchase(wish);
  assert.equal(status, 200, text);
  assert.equal(await balance(phone), 160);
});

test('the scanned voucher says whose purchase it is, also after it was used', async () => {
  const phone = await t.joined('scan-buy@example.com');
  const { code } = await issued(phone, 'coffee');
  const pos = posAt(t, 'main-1');
  await pos.redeem(code, 'scan-1');
  const { body } = await pos.purchase({ member: { scanned: code }, receiptNumber: 'scan-1' });
  assert.equal(body.points, 10);
  assert.equal(await balance(phone), 60);
});

test('the tier counts from its edge on, and the next purchase earns at its rate', async () => {
  const phone = await t.joined('tiers@example.com');
  const member = { number: await numberOf(phone) };
  const pos = posAt(t, 'main-1');
  const tierOf = async () => (await wallet(phone)).tier.name;
  const steps = [
    // 499.99 in all: one cent short of Silver.
    [49_999, 499, 'Member'],
    // 500.00: earned as Member, Silver from now on.
    [1, 0, 'Silver'],
    [1_000, 12, 'Silver'],
    // 1,199.99
    [68_999, 862, 'Silver'],
    [1, 0, 'Gold'],
    [1_000, 15, 'Gold'],
  ] as const;
  for (const [turn, [minor, points, tier]] of steps.entries()) {
    const { body } = await pos.purchase({ member, receiptNumber: `tiers-${turn}`, ...eur(minor) });
    assert.equal(body.points, points, `step ${turn}`);
    assert.equal(await tierOf(), tier, `step ${turn}`);
  }
  const { history } = await wallet(phone);
  assert.deepEqual([history[0].what.tier, history[0].what.pointsPerUnit], ['Gold', 1.5]);
});

test('a receipt is one purchase for ever, with another key and another spelling of the time too', async () => {
  const phone = await t.joined('receipt@example.com');
  const member = { number: await numberOf(phone) };
  const pos = posAt(t, 'main-1');
  const first = await pos.purchase({ member, receiptNumber: 'receipt-1' });
  t.clock.turn(60_000);
  for (const headers of [{}, { 'idempotency-key': 'a' }, { 'idempotency-key': 'b' }]) {
    const again = await pos.purchase({ member, receiptNumber: 'receipt-1' }, headers);
    assert.deepEqual([again.status, again.body], [200, first.body]);
  }
  const stranger = { number: await numberOf(await t.joined('receipt-2@example.com')) };
  for (const [differs, words, other] of [
    ['content', /with other amounts or goods/, { member, ...eur(1_001) }],
    [
      'member',
      /for another member.*Return that purchase, then report it again/,
      { member: stranger },
    ],
  ] as const) {
    const answer = await pos.purchase({ receiptNumber: 'receipt-1', ...other });
    assert.equal(answer.status, 409);
    assert.deepEqual(answer.body.error.details, { key: 'receipt-reused', differs });
    assert.match(refusal(answer).message, words);
  }
  const elsewhere = await posAt(t, 'main-2').purchase({ member, receiptNumber: 'receipt-1' });
  assert.notEqual(elsewhere.body.purchaseId, first.body.purchaseId, 'another till counts its own');
  assert.equal(await balance(phone), 170);
});

test('time of sale: with any offset, late, a little ahead; no more than that', async () => {
  const phone = await t.joined('when@example.com');
  const member = { number: await numberOf(phone) };
  await joinedLongAgo(t, member);
  const pos = posAt(t, 'main-1');
  const at = t.clock.now();
  const sold = (soldAt: string, receiptNumber: string) =>
    pos.purchase({ member, receiptNumber, soldAt });
  const offset = await sold('2026-01-10T12:00:00+02:00', 'when-1');
  assert.equal(offset.body.soldAt, '2026-01-10T10:00:00.000Z');
  assert.equal((await sold(new Date(at + 5 * 60_000).toISOString(), 'when-2')).status, 200);
  const ahead = await sold(new Date(at + 5 * 60_000 + 1).toISOString(), 'when-3');
  assert.equal(ahead.status, 422);
  assert.deepEqual(ahead.body.error.details, { key: 'time-ahead', now: at });
  const wrong = [
    '2026-01-15',
    '2026-01-15T09:00:00',
    '2026-01-15 09:00:00Z',
    '2026-02-30T09:00:00Z',
    '1768467600000',
    'yesterday',
  ];
  for (const soldAt of wrong) {
    const answer = await sold(soldAt, 'when-4');
    assert.deepEqual([answer.status, answer.body.error.pointer], [400, '/soldAt'], soldAt);
  }
  assert.equal(await balance(phone), 170);
});

test('a sale of long ago earns, and is told to be looked at, whenever it is sent again', async () => {
  const member = { number: await numberOf(await t.joined('old@example.com')) };
  const pos = posAt(t, 'main-1');
  await joinedLongAgo(t, member);
  const ago = (days: number) => new Date(t.clock.now() - days * 24 * 60 * 60_000).toISOString();
  const [old, fresh] = [
    { member, receiptNumber: 'old-1', soldAt: ago(32) },
    { member, receiptNumber: 'old-2', soldAt: ago(31) },
  ];
  const told = await pos.purchase(old);
  assert.deepEqual([told.body.points, told.body.warnings], [10, ['sold-long-ago']]);
  assert.deepEqual((await pos.purchase(fresh)).body.warnings, []);
  t.clock.turn(2 * 24 * 60 * 60_000);
  assert.deepEqual((await pos.purchase(old)).body.warnings, ['sold-long-ago']);
  assert.deepEqual((await pos.purchase(fresh)).body.warnings, []);
});

test('amounts that are none earn nothing and say so', async () => {
  const phone = await t.joined('amounts@example.com');
  const member = { number: await numberOf(phone) };
  const pos = posAt(t, 'main-1');
  const cases = [
    [{ minor: -1, currency: 'EUR' }, 400, 'request-invalid'],
    [{ minor: 10.5, currency: 'EUR' }, 400, 'request-invalid'],
    [{ minor: '1000', currency: 'EUR' }, 400, 'request-invalid'],
    [{ minor: 100_000_000_001, currency: 'EUR' }, 400, 'request-invalid'],
    [{ minor: 1e300, currency: 'EUR' }, 400, 'request-invalid'],
    [{ minor: 1_000, currency: 'eur' }, 400, 'request-invalid'],
    [{ minor: 1_000 }, 400, 'request-invalid'],
    [{ minor: 1_000, currency: 'USD' }, 422, 'currency-other'],
  ] as const;
  for (const [total, status, key] of cases) {
    const answer = await pos.purchase({ member, receiptNumber: 'amounts', total });
    const said = refusal(answer);
    assert.deepEqual([said.status, said.key], [status, key], JSON.stringify(total));
  }
  const nothing = await pos.purchase({ member, receiptNumber: 'amounts', ...eur(0) });
  assert.deepEqual([nothing.status, nothing.body.points], [200, 0]);
  const huge = await pos.purchase({ member, receiptNumber: 'huge', ...eur(1_000_000_000) });
  assert.equal(huge.body.points, 10_000_000);
  assert.equal(await balance(phone), 10_000_150);
});

test('whom nobody knows earns nothing', async () => {
  const pos = posAt(t, 'main-1');
  const cases = [
    [{ number: '1234567890' }, 404, 'member-unknown'],
    [{ number: '' }, 404, 'member-unknown'],
    [{ scanned: '123456789012345' }, 422, 'code-not-ours'],
    [{}, 400, 'request-invalid'],
    [{ number: '1234567890', scanned: '1' }, 400, 'request-invalid'],
    ['1234567890', 400, 'request-invalid'],
  ] as const;
  for (const [member, status, key] of cases) {
    const said = refusal(await pos.purchase({ member, receiptNumber: 'unknown' }));
    assert.deepEqual([said.status, said.key], [status, key], JSON.stringify(member));
  }
});

test('a year later the spend counts no more, and the next purchase earns as a member', async () => {
  const member = { number: await numberOf(await t.joined('year@example.com')) };
  const pos = posAt(t, 'main-1');
  await pos.purchase({ member, receiptNumber: 'year-1', ...eur(120_000) });
  const soon = await pos.purchase({ member, receiptNumber: 'year-2', ...eur(1_000) });
  t.clock.turn(366 * 24 * 60 * 60_000);
  const late = await pos.purchase({ member, receiptNumber: 'year-3', ...eur(1_000) });
  assert.deepEqual([soon.body.points, late.body.points], [15, 10]);
});
