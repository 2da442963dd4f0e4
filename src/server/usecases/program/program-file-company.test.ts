import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bentProgram } from '#server/tests/kit/program-text.ts';
import { faultLine, readProgramFile } from './program-file.ts';

const withCompany = (keys: string) =>
  readProgramFile(bentProgram('tiers:\n', `company: { ${keys} }\ntiers:\n`));

/** The faults of a company with these keys, without where they stand. */
function faultsOf(keys: string): string[] {
  const read = withCompany(keys);
  assert.ok('faults' in read, 'taken, though wrong');
  return read.faults.map((fault) => faultLine('f', fault).replace(/^f:\d+:\d+: /, ''));
}

test('a company has a name and an address on one line, and an address of mail that is one', () => {
  assert.deepEqual(faultsOf('name: Ltd'), ['company.address: is missing']);
  assert.deepEqual(faultsOf('address: 1 Main St.'), ['company.name: is missing']);
  assert.deepEqual(faultsOf('name: Ltd, address: 1 Main St., mail: nobody'), [
    'company.mail: must be an e-mail address such as privacy@shop.example',
  ]);
  assert.ok(!('faults' in withCompany('name: Ltd, address: 1 Main St., mail: data@shop.example')));
});
