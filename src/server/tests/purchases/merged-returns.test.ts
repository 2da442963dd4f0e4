import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { balance, type Pos, posAt, wallet } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rehearse } from '#server/usecases/rehearsal/rehearse.ts';

const yearly: Program = {
  ...testProgram,
  welcomePoints: 0,
  tierRule: { by: 'spend', period: 'calendar-year' },
};

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
  await loadProgram(t.context, yearly);
});
// Closing verifies every ledger.
after(() => t.close());

/** Somebody who bought under one membership and has another one, into which that is merged. */
async function merged(name: string, soldMinor: { before: number; own: number }) {
  const other = await t.joined(`${name}-two@example.com`);
  const otherId = await idOf(t, `${name}-two@example.com`);
  const sold = { member: await numberOf(other), total: eur(soldMinor.before) };
  assert.equal((await pos.purchase({ ...sold, receiptNumber: name })).status, 200);
  t.clock.turn(1);
  const phone = await t.joined(`${name}@example.com`);
  const id = await idOf(t, `${name}@example.com`);
  const own = { member: await numberOf(phone), total: eur(soldMinor.own) };
  assert.equal((await pos.purchase({ ...own, receiptNumber: `${name}-own` })).status, 200);
  await merge(t, phone, `${name}-two@example.com`);
  return { phone, id, otherId };
}

const tierEvents = (memberId: string) =>
  t.context.store.read
    .selectFrom('events')
    .select('data')
    .where('kind', '=', 'tier.changed')
    .where('member_id', '=', memberId)
    .execute();

test('goods that are taken in exchange for those of a merged membership are sold to the one that goes on, at its tier', async () => {
  const { phone, id } = await merged('swap', { before: 10_000, own: 110_000 });
  const before = await balance(phone);
  t.clock.turn(1);
  const back = await pos.return('swap', 'swap-new', { exchange: { total: eur(30_000) } });
  assert.equal(back.status, 200, back.text);
  const { exchange } = back.body;
  // Silver gives 1.25 points: the 200 EUR more give 250, and the 100 points of the old goods are kept.
  assert.deepEqual([exchange.points, exchange.pointsKept], [350, 100]);
  assert.equal(await balance(phone), before + 250);
  const made = await pos.return('swap', 'swap-new', { exchange: { total: eur(30_000) } });
  assert.deepEqual(made.body.exchange, exchange, 'asked again, the same answer');
  const row = await t.context.store.read
    .selectFrom('purchases')
    .select(['member_id', 'tier_id'])
    .where('id', '=', exchange.purchaseId)
    .executeTakeFirstOrThrow();
  assert.deepEqual(row, { member_id: id, tier_id: 'silver' });
  // With it they have spent enough for the next tier.
  assert.equal((await wallet(phone)).tier.id, 'gold');
  const record = await new Browser(t.app).get(
    posApi.return.replace(':returnId', back.body.returnId),
    { authorization: `Bearer ${t.keys.get('main-1')}` },
  );
  assert.deepEqual(record.body.exchange, exchange);

  // A rehearsal of the same program finds it earned the same: the kept points are those of the other membership's goods.
  const at = t.clock.now();
  const wish = { program: yearly, from: at - 24 * 60 * 60_000 };
  const found = await rehearse(t.context.store.read, wish, { at });
  assert.deepEqual(found?.differences, { sales: 0, members: 0 });
});

test('goods of a merged membership that come back tell nobody of a tier of the membership that ended', async () => {
  const { phone, otherId } = await merged('tiers', { before: 130_000, own: 60_000 });
  const told = await tierEvents(otherId);
  assert.equal(told.length, 1, 'it rose when it bought');
  assert.equal((await pos.return('tiers', 'tiers-back', {})).status, 200);
  assert.deepEqual(await tierEvents(otherId), told);
  const row = await t.context.store.read
    .selectFrom('member_tiers')
    .select('tier_id')
    .where('member_id', '=', otherId)
    .executeTakeFirst();
  assert.equal(row, undefined);
  assert.equal(await balance(phone), 600);
});
