import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DeskFigures } from '#contract/desk/desk-figures.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { auditShop } from '#server/usecases/desk/audit-shop.ts';
import { viewFigures } from '#server/usecases/desk/view-figures.ts';
import { sumNextDay } from '#server/usecases/points/sum-days.ts';

const dayMs = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const sumAll = async () => {
  while (await sumNextDay(t.context)) {}
};

const inLedger = async () => {
  const rows = await t.context.store.read.selectFrom('ledger_entries').select('points').execute();
  return rows.reduce((sum, { points }) => sum + points, 0);
};

test('points are shown by month once a day is over, as the ledger has them, and two who add up are one', async () => {
  const owner = await administrator(t, 'Olga');
  const figures = (): Promise<DeskFigures> => viewFigures(t.context);
  assert.deepEqual((await owner.browser.get(deskApi.figures)).body, {
    months: [],
    until: null,
    outstanding: 0,
    pointWorth: { millionths: 50_000_000, by: 'reward' },
  });
  const phone = await t.joined('figures@example.com');
  const member = await numberOf(phone);
  const sold = await posAt(t, 'main-1').purchase({
    member,
    receiptNumber: 'one',
    total: eur(40_000),
  });
  assert.equal(sold.status, 200, sold.text);
  await issued(phone, 'coffee');
  assert.equal(await sumNextDay(t.context), false, 'the day is not over');
  t.clock.turn(2 * dayMs);
  await Promise.all([sumNextDay(t.context), sumNextDay(t.context)]);
  await sumAll();
  const seen = await figures();
  const total = { issued: 0, used: 0, expired: 0 };
  for (const month of seen.months)
    for (const what of ['issued', 'used', 'expired'] as const) total[what] += month[what];
  assert.deepEqual(total, { issued: 550, used: 100, expired: 0 });
  assert.equal(seen.outstanding, 450);
  assert.equal(seen.outstanding, await inLedger());

  // What comes back and what ends is in its own month, and nothing of before changes.
  t.clock.turn(70 * dayMs);
  const late = await t.joined('later@example.com');
  assert.ok(late);
  t.clock.turn(2 * dayMs);
  await sumAll();
  const later = await figures();
  assert.ok(later.months.length > seen.months.length);
  assert.equal(later.outstanding, await inLedger());
  assert.equal(later.months.at(-1)?.outstanding, later.outstanding);
});

test('who sees no figures is told of none, also by the audit', async () => {
  await sumAll();
  const support = await administrator(t, 'Sue', 'support');
  assert.equal((await support.browser.get(deskApi.figures)).body.error.key, 'desk-role');
  const owner = await administrator(t, 'Oskar');
  const told = async (who: typeof owner): Promise<boolean> => {
    const answer = await who.browser.get(`${deskApi.audit}?liability=1`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.findings.some(({ key }: { key: string }) => key === 'liability-high');
  };
  assert.equal(await told(owner), true);
  assert.equal(await told(support), false);
  const { findings } = await auditShop(t.context, { liabilityAtMost: 100_000_000 });
  assert.ok(!findings.some(({ key }) => key === 'liability-high'));
});
