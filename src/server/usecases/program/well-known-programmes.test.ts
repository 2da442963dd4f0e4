import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { earnedBySale } from '#domain/earning/earn.ts';
import { lotEnd } from '#domain/points/expiry-rule.ts';
import { pricesOf } from '#domain/program/reward-range.ts';
import { neverReached } from '#domain/program/tier-rule.ts';
import { dayOf } from '#domain/values/calendar.ts';
import { faultLine, readProgramFile } from './program-file.ts';

interface WellKnown {
  /** From what, or `given`, and at which rate. */
  readonly tiers: readonly string[];
  readonly period?: string;
  /** What 100 dollars earn in the highest tier. */
  readonly earns: number;
  /** The other ways to earn, and how many amounts its rewards have. */
  readonly ways: readonly string[];
  readonly amounts: number;
  /** The last day of points that are earned on 15 December 2027. */
  readonly last: readonly [year: number, month: number, day: number];
}

/** What each of docs/programmes must come to. */
const wellKnown: Readonly<Record<string, WellKnown>> = {
  dsw: {
    ways: ['act', 'birthday'],
    amounts: 3,

    tiers: ['club 0 100', 'gold 20000 100', 'elite 50000 200'],
    period: 'calendar-year',
    earns: 200,
    last: [2029, 12, 15],
  },
  sephora: {
    ways: [],
    amounts: 2,

    tiers: ['insider 0 100', 'vib 35000 125', 'rouge 100000 150'],
    period: 'calendar-year',
    earns: 150,
    last: [2029, 6, 15],
  },
  starbucks: {
    ways: ['act', 'bonus-period', 'birthday'],
    amounts: 5,
    tiers: ['member 0 100'],
    earns: 100,
    last: [2028, 6, 30],
  },
  'target-circle': {
    ways: [],
    amounts: 25,
    tiers: ['member 0 100'],
    earns: 100,
    last: [2028, 12, 15],
  },
  'the-north-face-xplr': {
    ways: ['act', 'product', 'check-in', 'referral'],
    amounts: 2,
    tiers: ['member 0 100'],
    earns: 100,
    last: [2028, 12, 15],
  },
  ulta: {
    ways: [],
    amounts: 5,

    tiers: ['member 0 100', 'platinum 50000 125', 'diamond 120000 150'],
    period: 'calendar-year',
    earns: 150,
    last: [2028, 12, 31],
  },
  'walmart-plus': {
    ways: [],
    amounts: 2,

    tiers: ['guest 0 100', 'plus given 100'],
    period: 'lifetime',
    earns: 1,
    last: [2028, 12, 15],
  },
};

const at = Date.parse('2027-12-15T20:00:00Z');

for (const [name, known] of Object.entries(wellKnown)) {
  test(`docs/programmes/${name}.yaml loads, and earns and ends as its rules say`, () => {
    const read = readProgramFile(readFileSync(`docs/programmes/${name}.yaml`, 'utf8'));
    if ('faults' in read) assert.fail(read.faults.map((one) => faultLine(name, one)).join('\n'));
    const { program } = read;
    assert.match(program.name, /^Rules like those of /);
    assert.equal(program.tierRule?.period, known.period);
    const tiers = program.tiers.map(({ id, fromMinor, rateHundredths }) =>
      [id, fromMinor === neverReached ? 'given' : fromMinor, rateHundredths].join(' '),
    );
    assert.deepEqual(tiers, known.tiers);
    const highest = program.tiers.at(-1);
    assert.ok(highest);
    const before = { bought: true, toMember: new Map(), inAll: new Map() };
    const total = { minor: 10_000, currency: program.currency };
    const basket = { total, taxesMinor: 0, lines: [], tenders: [], redemptions: [] };
    const sale = { soldAt: at, storeId: program.stores[0]?.id ?? '', basket };
    assert.equal(earnedBySale(program, highest, before, sale).points, known.earns);
    assert.deepEqual(program.earning?.map(({ kind }) => kind) ?? [], known.ways);
    assert.equal(program.rewards.flatMap(pricesOf).length, known.amounts);
    const { year, month, day } = dayOf(lotEnd(program, at) - 1, program.timeZone);
    assert.deepEqual([year, month, day], known.last);
  });
}

test('docs/programmes has the well-known programmes and no others', () => {
  const files = readdirSync('docs/programmes').map((file) => basename(file, '.yaml'));
  assert.deepEqual(files.toSorted(), Object.keys(wellKnown).toSorted());
});
