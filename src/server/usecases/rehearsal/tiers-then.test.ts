import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Program } from '#domain/program/program.ts';
import { standingBefore } from '#domain/standing/standing.ts';
import type { PastSale } from '#server/storage/rehearsal/past-sales.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { tierTerms } from '#server/usecases/standing/dated-terms.ts';
import { RulesThen } from './rules-then.ts';
import { TiersThen } from './tiers-then.ts';

const dayMs = 24 * 60 * 60_000;
const until = Date.UTC(2026, 5, 1);
const joinedAt = until - 900 * dayMs;

/** So many days before the end, for so much. */
const sold = (id: string, days: number, minor: number): PastSale => {
  const at = until - days * dayMs;
  const basket = {
    total: { minor, currency: 'EUR' },
    taxesMinor: 0,
    lines: [],
    tenders: [],
    redemptions: [],
  };
  return {
    row: {
      member_id: 'm',
      id,
      till_id: 'main-1',
      receipt_number: id,
      store_id: 'main',
      at,
      reported_at: at,
      minor,
      currency: 'EUR',
      taxes: 0,
      tip: 0,
      rounding: 0,
      tenders: '[]',
      channel: 'store',
      place: null,
      points: 0,
      available_at: null,
      counts_from: null,
      tier_id: 'member',
      counted: minor,
      acts: null,
      segments: null,
      source: null,
    },
    basket,
    returns: [],
    lines: [],
    exchanged: null,
  };
};

test('one sum that goes along finds the tier of each sale that the walk finds', () => {
  const { tierRule: _, pending: __, ...program }: Program = testProgram;
  const [, higher] = program.tiers;
  assert.ok(higher);
  const step = Math.ceil(higher.fromMinor / 3);
  // Up and down: two sales of one instant, and one on the very day on which an older one leaves the window.
  const days = [800, 700, 700, 640, 500, 440, 335, 334, 200, 75, 10, 1];
  const sales = days.map((day, index) => sold(`r${index}`, day, step * (1 + (index % 2))));
  const terms = [{ from: joinedAt, terms: tierTerms(program) }];
  const rules = new RulesThen([{ from: joinedAt, program }], {
    draft: program,
    from: joinedAt,
    until,
    terms: { was: terms, would: terms },
  });
  const past = {
    member: { id: 'm', number: '1', joined_at: joinedAt, language: 'en' },
    birthday: null,
    sales: sales.toReversed(),
    entries: [],
    lots: new Map(),
    awards: [],
    merged: undefined,
    rewardOf: new Map(),
    grants: [],
    invited: undefined,
    outstanding: 0,
    over: 0,
  };
  const tiers = new TiersThen(past, rules);
  const rated = sales.map(({ row, basket }) => ({
    soldAt: row.at,
    tillId: row.till_id,
    receiptNumber: row.receipt_number,
    total: basket.total,
    lines: [],
    counted: row.counted,
    countsFrom: null,
    returns: [],
  }));
  const walked = rated.map(
    (sale) => standingBefore({ joinedAt, sales: rated, terms }, sale).tier.id,
  );
  assert.deepEqual(
    sales.map((sale) => tiers.ofSale(sale).id),
    walked,
  );
  assert.ok(new Set(walked).size > 1);
});
