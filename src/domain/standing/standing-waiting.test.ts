import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TierRule } from '#domain/program/tier-rule.ts';
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
import { keepingOf, standingAt, type TierHistory } from './standing.ts';

const waiting = (rule: Partial<TierRule> = {}, tiers = ladder) =>
  terms(yearly(rule), tiers, { pending: { days: 14, tiers: 'when-available' } });
const countsFrom = at('2026-03-15T23:00:00Z');
const first = '2026-03-01T10:00:00Z';

test('goods that come back while their sale waits to count never give a tier', () => {
  const whole = sold(first, 120_000, {
    countsFrom,
    returns: [back('2026-03-02T10:00:00Z', 120_000)],
  });
  assert.equal(
    tierOn(member([whole], waiting({ returns: 'keep' })), '2026-03-16T12:00:00Z'),
    'member',
  );
  const used = sold('2026-03-01T11:00:00Z', 1, { countsFrom });
  assert.equal(tierOn(member([whole, used], waiting()), '2026-03-16T12:00:00Z'), 'member');
  const part = sold(first, 120_000, {
    countsFrom,
    returns: [back('2026-03-02T10:00:00Z', 60_000)],
  });
  const standing = standingAt(
    member([part], waiting({ returns: 'keep' })),
    at('2026-03-16T12:00:00Z'),
  );
  assert.deepEqual([standing.tier.id, standing.counted], ['silver', 60_000]);
});

test('a visit that is taken back while it waits to count never was one, unless the day has another', () => {
  const tiers = [tier('member', 0), tier('regular', 1)];
  const rule = waiting({ by: 'visits', returns: 'keep' }, tiers);
  const gone = sold(first, 500, { countsFrom, returns: [back('2026-03-02T10:00:00Z', 500)] });
  const stays = sold('2026-03-01T11:00:00Z', 500, { countsFrom });
  assert.equal(tierOn(member([gone], rule), '2026-03-16T12:00:00Z'), 'member');
  const both = standingAt(member([gone, stays], rule), at('2026-03-16T12:00:00Z'));
  assert.deepEqual([both.tier.id, both.counted], ['regular', 1]);
});

test('a tier is used by what was bought at it, and not by what was bought before and counts later', () => {
  const big = sold(first, 120_000, {
    countsFrom,
    returns: [back('2026-03-20T10:00:00Z', 120_000)],
  });
  const later = at('2026-03-17T23:00:00Z');
  const before = sold('2026-03-03T10:00:00Z', 1_000, { countsFrom: later });
  const after = '2026-03-21T12:00:00Z';
  assert.equal(tierOn(member([big, before], waiting()), '2026-03-19T12:00:00Z'), 'gold');
  assert.equal(tierOn(member([big, before], waiting()), after), 'member');
  const during = sold('2026-03-16T10:00:00Z', 1_000, { countsFrom: at('2026-03-18T10:00:00Z') });
  assert.equal(tierOn(member([big, during], waiting()), after), 'gold');
});

test('what was bought at a lower tier uses that one, although it counts at a higher', () => {
  const silver = sold('2026-02-01T10:00:00Z', 50_000, {
    countsFrom: at('2026-02-15T23:00:00Z'),
    returns: [back('2026-03-20T10:00:00Z', 50_000)],
  });
  const gold = sold('2026-03-01T10:00:00Z', 70_000, {
    countsFrom,
    returns: [back('2026-03-20T10:00:00Z', 70_000)],
  });
  const small = sold('2026-03-03T10:00:00Z', 1_000, { countsFrom: at('2026-03-17T23:00:00Z') });
  const history = member([silver, gold, small], waiting());
  assert.deepEqual(
    [tierOn(history, '2026-03-19T12:00:00Z'), tierOn(history, '2026-03-21T12:00:00Z')],
    ['gold', 'silver'],
  );
});

test('what keeps a tier is said of the tier that is held, also while a higher one waits', () => {
  // Silver of last year, and a purchase that will be Gold after the window.
  const silver = sold('2025-05-01T10:00:00Z', 50_000);
  const gold = sold(first, 120_000, { countsFrom });
  const nothing = member([gold], waiting({}, kept));
  const standing = standingAt(nothing, at('2026-03-02T10:00:00Z'));
  assert.equal(keepingOf(standing), null, 'nobody loses the first tier');
  assert.deepEqual(
    standing.changes.map(({ at: when, to }) => [when, to.id]),
    [
      [countsFrom, 'gold'],
      [at('2027-12-31T23:00:00Z'), 'member'],
    ],
  );
  const rolls = terms({ by: 'spend', period: 'rolling', months: 6 }, kept, {
    pending: { days: 14, tiers: 'when-available' },
  });
  const window = [sold('2026-01-10T10:00:00Z', 50_000), { ...gold, counted: 70_000 }];
  const keeping = keepingOf(standingAt(member(window, rolls), at('2026-03-02T10:00:00Z')));
  // Gold goes on 10 July, and Silver with the second purchase.
  assert.deepEqual(
    [keeping?.until, keeping?.missing, keeping?.otherwise.id],
    [at('2026-09-01T10:00:00Z'), 40_000, 'member'],
  );
  const held = keepingOf(standingAt(member([silver, gold], waiting({}, kept)), at(first)));
  assert.deepEqual([held?.missing, held?.until], [0, at('2027-12-31T23:00:00Z')]);
});

test('a visit of two purchases leaves a rolling window by the first, whatever is taken back', () => {
  const rule = terms({ by: 'visits', period: 'rolling', months: 6 }, [
    ...[tier('member', 0), tier('regular', 1)],
  ]);
  const morning = sold('2026-01-10T08:00:00Z', 500);
  const evening = sold('2026-01-10T18:00:00Z', 500, {
    returns: [back('2026-01-12T10:00:00Z', 500)],
  });
  const gone = { ...morning, returns: [back('2026-01-11T10:00:00Z', 500)] };
  const counted = (sales: TierHistory['sales'], when: string) =>
    standingAt(member(sales, rule), at(when)).counted;
  for (const when of ['2026-07-10T09:00:00Z', '2026-07-10T19:00:00Z']) {
    assert.equal(counted([gone, evening], when), 0, when);
    assert.equal(counted([morning, evening], when), 0, when);
  }
  assert.equal(counted([gone, evening], '2026-02-01T00:00:00Z'), 0);
  assert.equal(counted([morning, evening], '2026-07-10T07:59:59Z'), 1);
});

test('a rolling rule asks at once, by what it takes to keep a tier, as it has no end', () => {
  const change = at('2026-07-01T00:00:00Z');
  const rolls = terms({ by: 'spend', period: 'rolling', months: 6 }, kept);
  const under = (minor: number): TierHistory => ({
    ...member([sold('2025-05-01T10:00:00Z', 50_000), sold('2026-02-01T10:00:00Z', minor)], rolls),
    terms: [
      { from: 0, terms: terms(yearly()) },
      { from: change, terms: rolls },
    ],
  });
  assert.equal(tierOn(under(39_999), '2026-06-30T23:59:59Z'), 'silver');
  assert.equal(tierOn(under(40_000), '2026-07-01T00:00:00Z'), 'silver');
  assert.equal(tierOn(under(39_999), '2026-07-01T00:00:00Z'), 'member');
});
