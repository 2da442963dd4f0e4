import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The faults of a rule for apologies with these keys, each as place and reason. */
function faultsOf(keys: string): string[] {
  const rule = `{ id: x, kind: apology, name: X, points: 5, ${keys} }`;
  const read = readProgramFile(bentProgram('tiers:\n', `earning:\n  - ${rule}\ntiers:\n`));
  assert.ok('faults' in read, 'taken, though wrong');
  return read.faults.map((fault) => faultLine('f', fault));
}

test('an apology asks for nothing, and is limited for each member and in all', () => {
  const yearly = 'per-member: { count: 1, every: year }';
  assert.deepEqual(faultsOf(`when: { stores: [main] }, limits: { ${yearly}, in-all: 5 }`), [
    'f:11:57: earning[0].when.stores: does not go with apology',
  ]);
  assert.deepEqual(faultsOf('limits: { budget: 500 }'), [
    'f:11:49: earning[0].limits.per-member: is missing: apology needs it',
  ]);
  assert.deepEqual(faultsOf(`limits: { ${yearly} }`), [
    'f:11:49: earning[0].limits: needs in-all or budget: how much may support give in all?',
  ]);
});
