import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

const read = (...rules: string[]) =>
  readProgramFile(
    bentProgram('tiers:\n', `earning:\n${rules.map((one) => `  - ${one}\n`).join('')}tiers:\n`),
  );
const rule = (keys: string, id = 'x') => `{ id: ${id}, kind: referral, name: X, ${keys} }`;
const both = 'points: 50, inviter-points: 100';
const monthly = 'limits: { per-member: { count: 3, every: month } }';

function faultsOf(...rules: string[]): string[] {
  const seen = read(...rules);
  assert.ok('faults' in seen, 'taken, though wrong');
  return seen.faults.map((fault) => faultLine('f', fault));
}

test('a referral counts two purchases within ninety days, unless it says otherwise', () => {
  const seen = read(
    rule(`${both}, ${monthly}, until: 2026-05-31`),
    rule(
      `${both}, purchases: 1, within-days: 30, from: 2026-06-01, when: { minimum: 10.00 }, ${monthly}`,
      'y',
    ),
  );
  assert.ok('program' in seen, JSON.stringify(seen));
  const [usual, own] = seen.program.earning ?? [];
  assert.deepEqual(usual, {
    id: 'x',
    kind: 'referral',
    name: { en: 'X' },
    points: 50,
    inviterPoints: 100,
    purchases: 2,
    withinDays: 90,
    when: {},
    until: Date.parse('2026-06-01T00:00:00+02:00'),
    limits: { perMember: { count: 3, every: 'month' } },
  });
  assert.ok(own?.kind === 'referral');
  assert.deepEqual([own.purchases, own.withinDays, own.when], [1, 30, { minimumMinor: 1_000 }]);
});

test('a referral without an end for each member, without a side, with another kind’s terms or beside another one is refused', () => {
  assert.deepEqual(faultsOf(rule(`${both}, until: 2026-12-31, limits: { in-all: 5 }`)), [
    'f:11:91: earning[0].limits.per-member: is missing: how many friends may one member bring?',
  ]);
  assert.deepEqual(faultsOf(rule(`points: 50, ${monthly}`)), [
    'f:11:5: earning[0].inviter-points: is missing: referral needs it',
  ]);
  assert.deepEqual(faultsOf(rule(`${both}, ${monthly}, when: { tiers: [gold] }`)), [
    'f:11:132: earning[0].when.tiers: does not go with referral',
  ]);
  assert.deepEqual(
    faultsOf(rule(`${both}, limits: { budget: 500, per-member: { count: 1, every: ever } }`)),
    ['f:11:82: earning[0].limits.budget: does not go with referral'],
  );
  assert.deepEqual(faultsOf(rule(`${both}, ${monthly}`), rule(`${both}, ${monthly}`, 'y')), [
    'f:12:5: earning[1].from: "x" is a referral too, at the same time',
  ]);
  assert.match(faultsOf(rule(`${both}, purchases: 11, ${monthly}`))[0] ?? '', /from 1 to 10/);
});
