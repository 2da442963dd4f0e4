import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TierRule } from '#domain/program/tier-rule.ts';
import type { RatedSale } from '#domain/purchase/rating.ts';
import {
  at,
  back,
  kept,
  ladder,
  member,
  sold,
  terms,
  tier,
  tierOn,
  yearly,
} from '#server/tests/kit/model/tier-history.ts';
import { heldUntil, keepingOf, standingAt, type TierHistory } from './standing.ts';

test('a calendar year takes a member up at once, and keeps them to the end of the next one', () => {
  const history = member([sold('2025-05-04T10:00:00Z', 50_000)], terms(yearly()));
  const on = (when: string) => tierOn(history, when);
  assert.deepEqual(
    [on('2025-05-04T09:59:59Z'), on('2025-05-04T10:00:00Z'), on('2026-12-31T22:59:59.999Z')],
    ['member', 'silver', 'silver'],
  );
  // The year ends at midnight in Berlin, an hour before it does in Greenwich.
  assert.equal(on('2026-12-31T23:00:00Z'), 'member');
});

test('what keeps a tier is said to the cent: spending it keeps it, and a cent less does not', () => {
  const before = [sold('2025-05-04T10:00:00Z', 120_000), sold('2026-02-01T10:00:00Z', 12_345)];
  const rule = terms(yearly(), kept);
  const keeping = keepingOf(standingAt(member(before, rule), at('2026-11-20T12:00:00Z')));
  assert.deepEqual(
    [keeping?.missing, keeping?.until, keeping?.otherwise.id],
    [87_655, at('2026-12-31T23:00:00Z'), 'member'],
  );
  for (const [minor, held] of [
    [87_655, 'gold'],
    [87_654, 'silver'],
  ] as const) {
    const history = member([...before, sold('2026-12-31T22:59:59Z', minor)], rule);
    assert.equal(tierOn(history, '2027-01-01T12:00:00Z'), held);
  }
});

test('at the end of a period a tier is lost to what was earned, or one step, as the program says', () => {
  const history = (rule: TierRule) => member([sold('2025-05-04T10:00:00Z', 120_000)], terms(rule));
  const [earned, step] = [history(yearly()), history(yearly({ downgrade: 'one-step' }))];
  assert.equal(tierOn(earned, '2027-01-02T00:00:00Z'), 'member');
  assert.deepEqual(
    ['2027-01-02T00:00:00Z', '2028-01-02T00:00:00Z'].map((when) => tierOn(step, when)),
    ['silver', 'member'],
  );
  const standing = standingAt(step, at('2026-06-01T00:00:00Z'));
  const until = ['member', 'silver', 'gold'].map((id) => heldUntil(standing, ladder, id));
  assert.deepEqual(until, [null, at('2027-12-31T23:00:00Z'), at('2026-12-31T23:00:00Z')]);
});

test('a tier that this period has already kept is said to last to the end of the next one', () => {
  const sales = [sold('2025-05-04T10:00:00Z', 60_000), sold('2026-02-01T10:00:00Z', 40_000)];
  const keeping = keepingOf(
    standingAt(member(sales, terms(yearly(), kept)), at('2026-03-01T00:00:00Z')),
  );
  assert.deepEqual([keeping?.missing, keeping?.until], [0, at('2027-12-31T23:00:00Z')]);
});

test('the years of a membership begin with the day of joining, also that of 29 February', () => {
  const rule = terms({ by: 'spend', period: 'anniversary' });
  const history = member([sold('2024-05-01T10:00:00Z', 50_000)], rule, '2024-02-29T20:00:00Z');
  // The first year ends as 28 February 2025 begins, the second as that of 2026 does, in Berlin.
  assert.equal(tierOn(history, '2026-02-27T22:59:59Z'), 'silver');
  assert.equal(tierOn(history, '2026-02-27T23:00:00Z'), 'member');
  const leap = member([sold('2027-05-01T10:00:00Z', 50_000)], rule, '2024-02-29T20:00:00Z');
  assert.equal(
    standingAt(leap, at('2027-05-02T00:00:00Z')).period.endsAt,
    at('2028-02-28T23:00:00Z'),
  );
});

test('a membership year that begins on the day of a clock change begins with that day', () => {
  const rule = terms({ by: 'spend', period: 'anniversary' }, ladder, { timeZone: 'Africa/Cairo' });
  // In Cairo clocks jump from midnight to one on 26 April 2024.
  const history = member([], rule, '2023-04-26T10:00:00Z');
  const { period } = standingAt(history, at('2024-04-26T12:00:00Z'));
  assert.deepEqual(
    [period.startsAt, period.endsAt],
    [at('2024-04-25T22:00:00Z'), at('2025-04-25T21:00:00Z')],
  );
});

test('a lifetime tier is reached once and never lost', () => {
  const rule = terms({ by: 'spend', period: 'lifetime' });
  const history = member(
    [sold('2024-05-01T10:00:00Z', 30_000), sold('2026-05-01T10:00:00Z', 20_000)],
    rule,
  );
  assert.equal(tierOn(history, '2026-04-30T00:00:00Z'), 'member');
  assert.equal(tierOn(history, '2056-05-01T10:00:00Z'), 'silver');
  assert.equal(keepingOf(standingAt(history, at('2026-06-01T00:00:00Z'))), null);
});

test('visits are days with a sale that counts, and a day that was brought back whole is none', () => {
  const rule = terms({ by: 'visits', period: 'calendar-year', returns: 'lower' }, [
    ...[tier('member', 0), tier('regular', 3)],
  ]);
  const third = sold('2026-03-03T10:00:00Z', 900, { returns: [back('2026-03-05T10:00:00Z', 900)] });
  const sales = [
    ...[sold('2026-03-01T10:00:00Z', 500), sold('2026-03-01T18:00:00Z', 500)],
    ...[sold('2026-03-02T10:00:00Z', 500), sold('2026-03-02T23:30:00Z', 0)],
    third,
  ];
  const history = member(sales, rule);
  const seen = (when: string) => {
    const { tier: held, counted } = standingAt(history, at(when));
    return [held.id, counted];
  };
  assert.deepEqual(seen('2026-03-03T09:00:00Z'), ['member', 2]);
  assert.deepEqual(seen('2026-03-03T10:00:00Z'), ['regular', 3]);
  assert.deepEqual(seen('2026-03-05T10:00:00Z'), ['member', 2]);
});

test('points count as the price alone earns them, by the program of the sale’s time', () => {
  const rule = terms({ by: 'points', period: 'calendar-year' }, [
    ...[tier('member', 0), tier('plus', 100)],
  ]);
  const history: TierHistory = {
    ...member([sold('2026-02-01T10:00:00Z', 3_099), sold('2026-04-01T10:00:00Z', 3_500)], rule),
    terms: [
      { from: 0, terms: rule },
      { from: at('2026-03-01T00:00:00Z'), terms: { ...rule, pointsPerUnit: 2 } },
    ],
  };
  assert.deepEqual(standingAt(history, at('2026-05-01T00:00:00Z')).counted, 30 + 70);
  assert.equal(tierOn(history, '2026-05-01T00:00:00Z'), 'plus');
});

test('goods that come back lower the spend, and the tier as the program says', () => {
  const returned = sold('2026-02-01T10:00:00Z', 50_000, {
    returns: [back('2026-02-20T10:00:00Z', 20_000)],
  });
  const used = sold('2026-02-10T10:00:00Z', 1_000);
  const after = '2026-02-21T00:00:00Z';
  const held = (returns: TierRule['returns'], sales: readonly RatedSale[]) =>
    tierOn(member(sales, terms(yearly(returns ? { returns } : {}))), after);
  assert.equal(held('lower', [returned, used]), 'member');
  assert.equal(held('keep-used', [returned]), 'member');
  assert.equal(held('keep-used', [returned, used]), 'silver');
  assert.equal(held(undefined, [returned, used]), 'silver');
  assert.equal(held('keep', [returned]), 'silver');
  // The period's end asks what is left of it, whatever the tier was used for.
  const history = member([returned, used], terms(yearly()));
  assert.equal(tierOn(history, '2027-01-01T00:00:00Z'), 'member');
});

test('goods of last year count against the year in which they come back', () => {
  const returned = sold('2025-12-20T10:00:00Z', 50_000, {
    returns: [back('2026-01-05T10:00:00Z', 50_000)],
  });
  const standing = standingAt(member([returned], terms(yearly())), at('2026-02-01T00:00:00Z'));
  assert.deepEqual([standing.tier.id, standing.counted], ['silver', -50_000]);
  assert.equal(keepingOf(standing)?.missing, 100_000);
});

test('what waits for its return window counts from then on, and at the latest for its period', () => {
  const waits = terms(yearly(), ladder, { pending: { days: 14, tiers: 'when-available' } });
  const sale = sold('2025-12-24T10:00:00Z', 50_000, { countsFrom: at('2026-01-07T23:00:00Z') });
  const history = member([sale], waits);
  assert.equal(tierOn(history, '2025-12-31T12:00:00Z'), 'member');
  assert.equal(tierOn(history, '2026-01-01T12:00:00Z'), 'silver');
  assert.equal(standingAt(history, at('2026-02-01T00:00:00Z')).counted, 0);
});

test('a rolling window with a lower threshold to keep holds a tier until less than that is left', () => {
  const rule = terms({ by: 'spend', period: 'rolling', months: 6 }, kept);
  const sales = [sold('2026-01-15T10:00:00Z', 15_000), sold('2026-03-01T10:00:00Z', 38_000)];
  const history = member(sales, rule);
  const keeping = keepingOf(standingAt(history, at('2026-06-30T00:00:00Z')));
  assert.deepEqual([keeping?.until, keeping?.missing], [at('2026-07-15T10:00:00Z'), 2_000]);
  assert.equal(tierOn(history, '2026-07-15T09:59:59Z'), 'silver');
  assert.equal(tierOn(history, '2026-07-15T10:00:00Z'), 'member');
  const more = member([...sales, sold('2026-07-01T10:00:00Z', 2_000)], rule);
  assert.equal(tierOn(more, '2026-07-15T10:00:00Z'), 'silver');
});

test('another rule takes nobody down before a period of it ends, and never changes what was', () => {
  const change = at('2026-07-01T00:00:00Z');
  const history: TierHistory = {
    ...member([sold('2026-02-01T10:00:00Z', 50_000)], terms(null)),
    terms: [
      { from: 0, terms: terms(null) },
      { from: change, terms: terms(yearly(), [tier('member', 0), tier('silver', 80_000)]) },
    ],
  };
  assert.equal(tierOn(history, '2026-06-30T00:00:00Z'), 'silver');
  assert.equal(tierOn(history, '2026-12-31T00:00:00Z'), 'silver');
  assert.equal(keepingOf(standingAt(history, change))?.missing, 30_000);
  assert.equal(tierOn(history, '2027-01-01T00:00:00Z'), 'member');
});

test('a year that ends as another rule begins is judged by the rule of that year', () => {
  const change = at('2026-12-31T23:00:00Z');
  const history: TierHistory = {
    ...member([sold('2026-02-01T10:00:00Z', 50_000)], terms(yearly())),
    terms: [
      { from: 0, terms: terms(yearly()) },
      { from: change, terms: terms(yearly(), [tier('member', 0), tier('silver', 90_000)]) },
    ],
  };
  assert.equal(tierOn(history, '2027-06-01T00:00:00Z'), 'silver');
  assert.equal(tierOn(history, '2028-01-01T00:00:00Z'), 'member');
});
