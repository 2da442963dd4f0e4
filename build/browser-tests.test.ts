import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What gives a file's tests workers of their own, each with a browser and a server to start: eight seconds of a processor. */
const partsWorkers = [
  /\btest\b[^}]*\} from '@playwright\/test'/,
  /scope: 'worker'/,
  /test\.use\(\{[^)]*\b(?:trace|video|screenshot|launchOptions|browserName|channel|headless|connectOptions)\b/,
];

test('all end-to-end tests run in the same workers', () => {
  const files = globSync('e2e/*.spec.ts');
  assert.ok(files.length > 40);
  const apart = files.filter((file) => {
    const source = readFileSync(file, 'utf8');
    return partsWorkers.some((pattern) => pattern.test(source));
  });
  assert.deepEqual(apart, []);
});
