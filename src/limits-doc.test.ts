import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { limits, quietLineAsks, quietLineCodes } from '#domain/limit.ts';

const page = readFileSync(new URL('../docs/limits.md', import.meta.url), 'utf8');
const unitMs = { min: 60_000, h: 3_600_000, day: 86_400_000, days: 86_400_000 };

/** The table's rows: name, at most, window, and how many of the seven columns say something. */
const rows = [...page.matchAll(/^\| `.*$/gm)].map(([row]) => {
  const cells = row.slice(2, -2).split(' | ');
  const [name = '', , , atMost = '', window = ''] = cells;
  const [count = '', unit = ''] = window.split(' ');
  return {
    name: name.replaceAll('`', ''),
    atMost: Number(atMost.replaceAll(',', '')),
    windowMs: Number(count) * (unitMs[unit as keyof typeof unitMs] ?? Number.NaN), // NaN for any other word.
    said: cells.filter((cell) => cell.trim() !== '').length,
  };
});

test('docs/limits.md names every limit with its number and window, and no other', () => {
  const written = rows.map(({ said: _, ...limit }) => limit);
  assert.deepEqual(written, Object.values(limits));
});

test('and says of each what it counts, by which key, who pays and what another key costs', () => {
  for (const { name, said } of rows) assert.equal(said, 7, name);
});

test('the quiet lines that it tells of are those of the code', () => {
  assert.match(page, new RegExp(`asked more than ${quietLineAsks} times`));
  assert.match(page, new RegExp(`lines with more than ${quietLineCodes} wrong ones`));
});
