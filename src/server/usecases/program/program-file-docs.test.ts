import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ProgramFile } from '#contract/program-file.ts';

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
