import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ProgramFile } from '#contract/program-file.ts';
import { codeBlocks } from '#server/tests/kit/documents/code-blocks.ts';
import { shopFile } from '#server/tests/kit/documents/shop-file.ts';
import { faultLine, readProgramFile } from './program-file.ts';

/** The names of all keys in a schema, however deep. */
function keysIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(keysIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node ? Object.keys(node.properties as object) : [];
  return [...own, ...Object.values(node).flatMap(keysIn)];
}

test('docs/program.md names every key that a file may have', () => {
  const page = readFileSync('docs/program.md', 'utf8');
  const keys = [...new Set(keysIn(ProgramFile))];
  assert.ok(keys.length > 100);
  assert.deepEqual(
    keys.filter((key) => !new RegExp(`[\`{ .[(]${key}[\`:\\]]`).test(page)),
    [],
  );
});

const shop = shopFile(
  '{ id: coffee, name: Coffee, instruction: Give one, worth: { kind: perk }, points: 10 }',
  '{ id: free-shipping, name: Shipping, instruction: Take it off, worth: { kind: free-shipping }, points: 0 }',
);

/** What stands under each key of a file. */
const parts = (file: string): Map<string, string> =>
  new Map(file.split(/^(?=[a-z])/m).map((part) => [part.split(':', 1)[0] ?? '', part]));

test('every example of docs/program.md can be loaded as it stands', () => {
  const examples = codeBlocks('docs/program.md', 'yaml');
  assert.ok(examples.length >= 14);
  for (const example of examples) {
    const file = [...new Map([...parts(shop), ...parts(example)]).values()].join('');
    const read = readProgramFile(file);
    assert.deepEqual('faults' in read ? read.faults.map((one) => faultLine(example, one)) : [], []);
  }
});
