import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type EarningRule,
  type JoiningRule,
  type OccasionRule,
  occasionKinds,
} from '#domain/program/earning-rule.ts';
import type { Tier } from '#domain/program/program.ts';
import { earnedBySale } from './earn.ts';
import { joiningPoints, lastingJoiningPoints, occasionPoints } from './occasion.ts';

const tier: Tier = {
  id: 'member',
  name: { en: 'Member' },
  fromMinor: 0,
  rateHundredths: 100,
  color: '#000000',
  perks: [],
};
const joining = (more: Partial<JoiningRule> = {}): JoiningRule => ({
  id: 'opening',
  kind: 'joining',
  name: { en: 'Opening week' },
  points: 30,
  when: {},
  limits: {},
  ...more,
});
const programOf = (...earning: EarningRule[]) => ({
  welcomePoints: 150,
  timeZone: 'Europe/Berlin',
  tiers: [tier],
  earning,
});
/** A Friday, 27 November 2026, at noon in Berlin. */
const noon = Date.parse('2026-11-27T12:00:00+01:00');
const nobody = { toMember: new Map(), inAll: new Map() };

test('an occasion earns between the first and the last instant of its rule, in its stores, on its days and hours', () => {
  const rule = joining({
    from: noon,
    until: noon + 1_000,
    when: { stores: ['main'], days: ['friday'], hours: { from: 720, until: 780 } },
  });
  const at = (instant: number, storeId: string | null = 'main') =>
    occasionPoints(rule, { at: instant, storeId, tier }, nobody, 'Europe/Berlin');
  assert.deepEqual([at(noon - 1), at(noon), at(noon + 999), at(noon + 1_000)], [0, 30, 30, 0]);
  assert.deepEqual([at(noon, 'other'), at(noon, null)], [0, 0]);
  const always = joining({ when: rule.when });
  const dayLater = noon + 24 * 3_600_000;
  assert.equal(occasionPoints(always, { at: dayLater, storeId: 'main', tier }, nobody, 'UTC'), 0);
});

test('occasions never give more than a budget or a number in all, and the last one gets what is left', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
      fc.option(fc.integer({ min: 100, max: 900 }), { nil: undefined }),
      fc.integer({ min: 0, max: 40 }),
      (points, inAll, budget, people) => {
        const limits = { ...(inAll && { inAll }), ...(budget && { budget }) };
        const rule = joining({ points, limits });
        const sum = { times: 0, points: 0 };
        for (let person = 0; person < people; person += 1) {
          const given = { toMember: new Map(), inAll: new Map([[rule.id, { ...sum }]]) };
          const got = occasionPoints(rule, { at: noon, storeId: null, tier }, given, 'UTC');
          if (got > 0) sum.times += 1;
          sum.points += got;
        }
        const served = Math.min(people, inAll ?? people);
        assert.equal(sum.points, Math.min(served * points, budget ?? Number.POSITIVE_INFINITY));
        assert.ok(sum.times <= served);
      },
    ),
  );
});

/** A rule of each kind that is no sale's, all of them alike. */
const ofKind = (kind: OccasionRule['kind'], more: Pick<EarningRule, 'when' | 'limits'>) =>
  ({ ...joining(more), kind }) as OccasionRule; // What a kind has besides makes no difference to what it gives.

test('each kind of occasion is for the tiers that its rule names', () => {
  const gold = { ...tier, id: 'gold' };
  for (const kind of occasionKinds) {
    const rule = ofKind(kind, { when: { tiers: ['gold'] }, limits: {} });
    const at = (held: Tier | null) =>
      occasionPoints(rule, { at: noon, storeId: null, tier: held }, nobody, 'Europe/Berlin');
    assert.deepEqual([at(tier), at(gold), at(null)], [0, 30, 0], kind);
  }
});

test('each kind of occasion gives to one member as often as a day and a month of the program allow, and not once more', () => {
  /** Every ten minutes, from ten in the evening of the last of October to two in the morning. */
  const times = Array.from(
    { length: 24 },
    (_, turn) => Date.parse('2026-10-31T22:00:00+01:00') + turn * 600_000,
  );
  for (const kind of occasionKinds) {
    const rule = ofKind(kind, {
      when: {},
      limits: { perDay: 2, perMember: { count: 3, every: 'month' } },
    });
    const had: number[] = [];
    for (const at of times) {
      const given = { toMember: new Map([[rule.id, had]]), inAll: new Map() };
      const place = { at, storeId: null, tier };
      if (occasionPoints(rule, place, given, 'Europe/Berlin') > 0) had.push(at);
    }
    // Two before midnight. November has room for three, and its first day for two of them.
    assert.deepEqual(
      had.map((at) => times.indexOf(at)),
      [0, 1, 12, 13],
      kind,
    );
  }
});

test('joining gives the welcome points and every rule that is for then and there', () => {
  const program = programOf(
    joining(),
    joining({ id: 'ours', points: 20, when: { stores: ['main'] } }),
    joining({ id: 'over', points: 1_000, until: noon }),
  );
  const at = (storeId: string | null) => joiningPoints(program, { at: noon, storeId }, new Map());
  assert.deepEqual([at(null), at('main'), at('other')], [180, 200, 180]);
  // Paper hangs for years: it says only what is always so.
  assert.equal(lastingJoiningPoints(program), 180);
});

test('a rule of joining is asked of no sale', () => {
  const program = { ...programOf(joining()), currency: 'EUR', pointsPerUnit: 1 };
  const basket = {
    taxesMinor: 0,
    lines: [],
    tenders: [],
    redemptions: [],
    total: { minor: 1_000, currency: 'EUR' },
  };
  const sale = { soldAt: noon, storeId: 'main', basket };
  assert.equal(earnedBySale(program, tier, { bought: false, ...nobody }, sale).points, 10);
});
