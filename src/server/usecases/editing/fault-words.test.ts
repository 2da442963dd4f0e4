/** Everything that the checks of a program's file say is said in each language: their sources are read for their sentences. */
import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { everything } from '#i18n/everything.ts';
import { sayFault } from '#i18n/fault.ts';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { readProgramFile } from '#server/usecases/program/program-file.ts';
import { faultSaid, faultsInFile } from './fault-words.ts';

/** What is wrong with members to take over from elsewhere, and with a picture, is no fault of a program's file. */
const elsewhere = ['domain/imports/import-fault.ts', 'server/usecases/program/picture-fault.ts'];

/** Where reasons are written, below `src`: found by their names, so that a new file is among them. */
async function sources(): Promise<string[]> {
  const found: string[] = [];
  for (const pattern of [
    'domain/**/*-fault.ts',
    'domain/program/named-fact.ts',
    'contract/program-file.ts',
    'contract/program/*.ts',
    'server/usecases/program/*-fault.ts',
    'server/usecases/program/program-file*.ts',
    'server/usecases/editing/program-text.ts',
  ])
    for await (const path of glob(pattern, { cwd: src })) found.push(path);
  return found.filter((path) => !path.endsWith('.test.ts') && !elsewhere.includes(path)).sort();
}

/** What is a part of another sentence, or none that people read. */
const parts = ['must be X', ' together with X', '"X" X'];

const src = new URL('../../../', import.meta.url);

/** The texts with more than a word in a source, without its comments and imports; a value is `X`. */
async function sentencesIn(path: string): Promise<string[]> {
  const source = await readFile(new URL(path, src), 'utf8');
  const plain = source
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/^import [\s\S]*?;$/gm, '')
    .replaceAll(/throw new [\s\S]*?;/g, '');
  const texts = [
    ...plain.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g),
  ];
  return texts
    .map(([, single, template, double]) => single ?? template ?? double ?? '')
    .map((text) => text.replaceAll('\\', '').replaceAll(/\$\{[^}]*\}/g, 'X'))
    .filter((text) => /\S \S/.test(text) && !parts.includes(text));
}

test('every sentence of the checks has its words in each language', async () => {
  let count = 0;
  for (const path of await sources()) {
    for (const sentence of await sentencesIn(path)) {
      // A value that is a part of the sentence may be empty.
      const without = sentence.replaceAll(/([a-z])X/g, '$1');
      const known = [sentence, without, `must be ${sentence}`, `"X" ${sentence}`].some(
        (one) => faultSaid(one).key !== 'fault.other',
      );
      assert.ok(known, `${path}: "${sentence}" has no words in the catalogue "fault"`);
      count += 1;
    }
  }
  assert.ok(count > 115, `only ${count} sentences were found`);
});

test('a fault is said in Arabic with its values, and in English as the command line has it', () => {
  const read = readProgramFile(
    bentProgram('  - id: gold\n', '  - id: member\n').replace('points: 100', 'points: many'),
  );
  assert.ok('faults' in read);
  const [english, arabic] = [everything('en'), everything('ar')];
  const plain = (text: string) => text.replaceAll(/[\u2066-\u2069]/g, '').replaceAll('’', "'");
  for (const { reason, said } of faultsInFile(read.faults)) {
    assert.equal(plain(sayFault(english, said)), reason);
    assert.match(sayFault(arabic, said), /[\u0600-\u06ff]/);
    assert.doesNotMatch(plain(sayFault(arabic, said)), /[a-z]+ [a-z]+ [a-z]+/);
  }
  const twice = faultSaid('"gold" is used twice');
  assert.equal(plain(sayFault(arabic, twice)), 'استُعمل "gold" مرتين.');
});

test('what no sentence knows is said as it is, with a word around it', () => {
  const said = faultSaid('Flow map must end with a }');
  assert.equal(said.key, 'fault.other');
  assert.match(sayFault(everything('ar'), said), /لا يمكن قراءة هذا: .*Flow map must end with a }/);
});
