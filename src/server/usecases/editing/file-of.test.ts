import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { FileContents } from '#contract/desk/desk-program.ts';
import type { Program } from '#domain/program/program.ts';
import { demonstrationProgram } from '#server/demonstration/program.ts';
import { everySetting } from '#server/tests/kit/desk/every-setting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { rightProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';
import { fileOf } from './file-of.ts';
import { yamlOf } from './yaml-content.ts';

const writtenOf = (program: Program): string => yamlOf(fileOf(program) as unknown as FileContents);

function readBack(text: string): Program {
  const read = readProgramFile(text);
  if ('faults' in read) assert.fail(read.faults.map((one) => faultLine('', one)).join('\n'));
  return read.program;
}

const files = ['docs/programmes', 'src/server/demonstration'].flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file): [string, string] => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
);

for (const [name, text] of [['everything', everySetting] as const, ...files])
  test(`${name} as a program, written as a file and read again, is the same program`, () => {
    const program = readBack(text);
    assert.deepEqual(readBack(writtenOf(program)), program);
  });

test('a program that was never a file is written as one', () => {
  for (const program of [testProgram, demonstrationProgram(Date.UTC(2026, 5, 1))]) {
    const { brand, ...same } = readBack(writtenOf(program));
    const { brand: before, ...expected } = program;
    assert.deepEqual(same, expected);
    assert.equal(brand.color, before.color);
  }
});

test('tiers by visits are written as whole numbers, also in a currency with cents', () => {
  const text = rightProgram
    .replace('from: 499.99', 'from: 12')
    .concat(
      'tier-rule: { by: visits, period: calendar-year, downgrade: one-step, returns: keep }\n',
    );
  const program = readBack(text);
  assert.deepEqual(readBack(writtenOf(program)), program);
  assert.match(writtenOf(program), /from: 12\n/);
});

test('a tier by invitation and a stored picture keep what they are', () => {
  const text = rightProgram
    .replace('from: 499.99', 'by-invitation: "true"')
    .concat('tier-rule: { by: spend, period: calendar-year }\n');
  const program = readBack(text);
  assert.deepEqual(readBack(writtenOf(program)), program);
  const [reward] = program.rewards;
  assert.ok(reward);
  const pictured = {
    ...program,
    rewards: [{ ...reward, picture: { hash: 'ab12', color: '#aabbcc' } }],
  };
  const known = { 'reward pictures/mug.png': { hash: 'ab12', color: '#aabbcc', ratio: 1 } };
  assert.equal(fileOf(pictured, known).rewards[0]?.picture, 'pictures/mug.png');
  assert.equal(fileOf(pictured).rewards[0]?.picture, 'pictures/ab12');
});
