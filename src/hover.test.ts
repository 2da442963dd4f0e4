import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** The line of each `:hover` that a touch screen has too: there it stays after a tap, as if the finger were still on it. */
function touched(css: string): number[] {
  const found: number[] = [];
  const depths: boolean[] = [];
  css.split('\n').forEach((line, index) => {
    if (line.includes(':hover') && !depths.includes(true)) found.push(index + 1);
    for (const [brace] of line.matchAll(/[{}]/g)) {
      if (brace === '{') depths.push(/^\s*@media.*\(hover: hover\)/.test(line));
      else depths.pop();
    }
  });
  return found;
}

test('what changes under a pointer changes only where there is one that hovers', () => {
  const sheets = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
  const found = sheets
    .filter((path) => path.endsWith('.css'))
    .flatMap((path) =>
      touched(readFileSync(join(import.meta.dirname, path), 'utf8')).map((at) => `${path}:${at}`),
    );
  assert.deepEqual(found, []);
});

test('one outside is noticed, also after one inside', () => {
  const inside = '@media (hover: hover) {\n  a:hover {\n    color: red;\n  }\n}\n';
  assert.deepEqual(touched(inside), []);
  assert.deepEqual(touched(`${inside}b:hover {\n}\n`), [6]);
});
