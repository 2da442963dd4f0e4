import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { glyphOf, glyphs, tintCount, tintOf } from './glyph.ts';

test('a reward has the drawing that the file names, else one that fits its worth', () => {
  assert.equal(glyphOf({ icon: 'cup', worth: { kind: 'perk' } }), 'cup');
  assert.equal(glyphOf({ worth: { kind: 'perk' } }), 'star');
  assert.equal(glyphOf({ worth: { kind: 'percent-off' } }), 'per-cent');
  assert.equal(glyphOf({ worth: { kind: 'amount-off' } }), 'coins');
  assert.equal(glyphOf({ worth: { kind: 'free-product' } }), 'gift');
  assert.equal(glyphOf({ worth: { kind: 'free-shipping' } }), 'van');
  assert.equal(glyphOf({ worth: { kind: 'experience' } }), 'calendar');
});

test('a reward keeps its tint, and rewards share out all of them', () => {
  assert.equal(tintOf('coffee'), tintOf('coffee'));
  const tints = Array.from({ length: 100 }, (_, at) => tintOf(`reward-${at}`));
  for (let tint = 0; tint < tintCount; tint += 1)
    assert.ok(tints.filter((one) => one === tint).length >= 10, `tint ${tint} is rare`);
});

test('the program’s document lists every drawing', () => {
  const text = readFileSync(new URL('../../../docs/program.md', import.meta.url), 'utf8');
  const row = /^\| `icon` .*$/m.exec(text)?.[0] ?? '';
  for (const name of glyphs)
    assert.ok(row.includes(`\`${name}\``), `${name} is not in docs/program.md`);
});
