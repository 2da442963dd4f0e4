import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withOpenReward } from '#server/tests/kit/program-text.ts';
import { readProgramFile } from './program-file.ts';

test('a card gives a reward that can be had on any day, by our own code', () => {
  const rule = (more: string) =>
    `earning:\n  - { id: c, kind: stamps, name: C, stamps: 10, reward: coffee${more} }\n`;
  const said = (text: string) => {
    const read = readProgramFile(text);
    return 'faults' in read ? read.faults.map(({ path, reason }) => `${path}: ${reason}`) : [];
  };
  const limited = rule(', limits: { per-day: 1 }');
  assert.deepEqual(said(withOpenReward(limited)), []);
  assert.deepEqual(said(withOpenReward(limited.replace('coffee', 'tea'))), [
    'earning[0].reward: there is no reward "tea"',
  ]);
  assert.deepEqual(said(withOpenReward(rule(', limits: { budget: 100 }'))), [
    'earning[0].limits.budget: counts points, and the card gives a reward: use in-all',
  ]);
  assert.deepEqual(
    said(withOpenReward(limited.replace('reward: coffee', 'points: 5, reward: coffee'))),
    ['earning[0].reward: is a second gift: a rule gives one'],
  );
  assert.deepEqual(
    said(withOpenReward(limited.replace('reward: coffee', 'points: 5, reward-days: 3'))),
    ['earning[0].reward-days: goes with reward only'],
  );
  const open = withOpenReward(limited);
  assert.deepEqual(said(open.replace('    points: 100\n', '    points: 100\n    stock: 7\n')), [
    'earning[0].reward: "coffee" has a stock, and could be sold out',
  ]);
  assert.deepEqual(
    said(open.replace('    points: 100\n', '    points: 100\n    from: 2026-12-01\n')),
    ['earning[0].reward: "coffee" has days, hours or dates, and a card can be full at any time'],
  );
  assert.deepEqual(said(open.replace('name: Main Street', 'name: Main Street\n    way: pool')), [
    'earning[0].reward: "main" takes no code of ours: list the reward\'s stores without it',
  ]);
});
