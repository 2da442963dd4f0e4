import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { shopFile } from '#server/tests/kit/documents/shop-file.ts';
import { fileOf } from '#server/usecases/editing/file-of.ts';
import { readProgramFile } from './program-file.ts';

const shop = shopFile(
  '{ id: cake, name: Cake, instruction: Give one, worth: { kind: perk }, points: 10, segments: [bread-lovers] }',
);
const read = (segments: string) => readProgramFile(`${shop}${segments}`);
const faultsOf = (conditions: string): string[] => {
  const found = read(`segments:\n  - { id: bread-lovers, name: B, all: [${conditions}] }\n`);
  return 'faults' in found ? found.faults.map(({ path, reason }) => `${path}: ${reason}`) : [];
};

test('the segments of docs/program.md are read as they stand there', () => {
  const page = readFileSync('docs/program.md', 'utf8');
  const [, example = ''] = /```yaml\n(segments:\n.*?)```/s.exec(page) ?? [];
  const found = read(example);
  assert.ok('program' in found, JSON.stringify(found));
  assert.deepEqual(
    found.program.segments?.map(({ id, all }) => [id, all.map(({ kind }) => kind)]),
    [
      ['bread-lovers', ['bought', 'not-bought', 'tier']],
      ['quiet', ['joined', 'not-bought']],
      ['spenders', ['spent', 'points', 'language', 'birthday']],
    ],
  );
});

test('the rule for a segment of docs/program.md is read as it stands there, and says itself again', () => {
  const page = readFileSync('docs/program.md', 'utf8');
  const [example = ''] = [...page.matchAll(/```yaml\n(segments:\n.*?)```/gs)].flatMap(([, one]) =>
    one?.includes('\nearning:') ? [one] : [],
  );
  const found = read(example);
  assert.ok('program' in found, JSON.stringify(found));
  const [rule] = found.program.earning ?? [];
  assert.deepEqual(rule?.when.segments, ['bread-lovers']);
  assert.deepEqual(fileOf(found.program).earning?.[0]?.when?.segments, ['bread-lovers']);
});

test('a rule for a segment that is not there, or of a kind that is no sale, is refused at its line', () => {
  const segment = 'segments:\n  - { id: bread-lovers, name: B, all: [{ kind: bought }] }\n';
  const faults = (rule: string) => {
    const given = read(`${segment}earning:\n  - { id: r, name: R, points: 5, ${rule} }\n`);
    return 'faults' in given ? given.faults.map(({ path, reason }) => `${path}: ${reason}`) : [];
  };
  const limits = 'limits: { budget: 100 }';
  assert.deepEqual(
    faults(
      `kind: bonus-period, from: 2026-01-01, until: 2026-02-01, when: { segments: [cake] }, ${limits}`,
    ),
    ['earning[0].when.segments[0]: there is no segment "cake"; there are bread-lovers'],
  );
  assert.deepEqual(faults(`kind: joining, when: { segments: [bread-lovers] }, ${limits}`), [
    'earning[0].when.segments: does not go with joining',
  ]);
});

test('what a segment may not say is told at its line', () => {
  const at = (place: number) => `segments[0].all[${place}]`;
  const bread = '{ kind: bought, categories: [bread] }';
  const wrong: readonly [string, string][] = [
    ['{ kind: bought, times: 0 }', `${at(0)}.times: must be a whole number from 1 to 1000`],
    [
      '{ kind: bought, within-days: 900 }',
      `${at(0)}.within-days: must be a whole number from 1 to 731`,
    ],
    [
      '{ kind: bought, within: month, within-days: 9 }',
      `${at(0)}.within-days: stands beside within: one of the two`,
    ],
    ['{ kind: tier, tiers: [platinum] }', `${at(0)}.tiers[0]: there is no tier "platinum"`],
    ['{ kind: bought, stores: [moon] }', `${at(0)}.stores[0]: there is no store "moon"`],
    [
      '{ kind: bought, products: ["4006381333932"] }',
      `${at(0)}.products[0]: has a wrong check digit`,
    ],
    ['{ kind: spent }', `${at(0)}.spend: is missing: spent needs it`],
    [
      '{ kind: spent, spend: 5, categories: [bread] }',
      `${at(0)}.categories: does not go with spent`,
    ],
    ['{ kind: points }', `${at(0)}: asks nothing: it needs a least, a most, or both`],
    [
      '{ kind: points, at-least: 9, at-most: 5 }',
      `${at(0)}.at-most: is below the least, 9: nobody can be in it`,
    ],
    [
      '{ kind: language, languages: [de] }',
      `${at(0)}.languages[0]: is not a language that Tillpass speaks (en, ar)`,
    ],
    [
      `${bread}, { kind: not-bought, categories: [Bread] }`,
      `${at(1)}: is the opposite of one before: nobody can be in it`,
    ],
    [
      '{ kind: tier, tiers: [silver] }, { kind: tier, tiers: [member] }',
      `${at(1)}: nobody is in two tiers at once`,
    ],
  ];
  for (const [conditions, fault] of wrong) assert.deepEqual(faultsOf(conditions), [fault]);
});

test('a reward for a segment that is not there is refused', () => {
  const found = read(
    'segments:\n  - { id: other, name: O, all: [{ kind: points, at-least: 5 }] }\n',
  );
  assert.ok('faults' in found);
  assert.deepEqual(
    found.faults.map(({ line, path, reason }) => [line, path, reason]),
    [[15, 'rewards[0].segments[0]', 'there is no segment "bread-lovers"; there are other']],
  );
});
