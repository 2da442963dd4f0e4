import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asLine } from '#domain/values/visible.ts';
import { isActor, nameFault, nameKey } from './administrator-name.ts';

test('a name shows something and is not longer than a line', () => {
  assert.equal(nameFault('Nora'), null);
  assert.equal(nameFault('نورا 🌿'), null);
  assert.equal(nameFault('  \u200b '), 'empty');
  assert.equal(nameFault('x'.repeat(61)), 'long');
  for (const turned of ['\u202eNora', 'a\u0001b', 'No\nra'])
    assert.equal(nameFault(turned), 'empty');
  assert.equal(nameFault('عبد\u200cالله'), null, 'a joiner is a letter’s own');
});

test('what comes along unseen when a name is copied is no fault of it', () => {
  const copied = ['\u200fنورا\u200e', '\u2067نورا\u2069', '\u202bنورا\u202c', '\ufeffنورا\n'];
  for (const typed of copied) assert.equal(asLine(typed), 'نورا');
  assert.equal(asLine(' Nora\t\u2028B.\u0001 '), 'Nora B.');
  assert.equal(asLine('عبد\u200cالله'), 'عبد\u200cالله', 'a joiner is a letter’s own');
  assert.equal(nameFault(asLine('\u200f \u2069')), 'empty');
});

test('nobody is called what the list of acts calls the server and the command line', () => {
  for (const name of ['server', ' Server ', 'Command  Line']) assert.ok(isActor(name), name);
  assert.equal(isActor('Servera'), false);
});

test('names that differ in case, spaces or what nobody sees are one', () => {
  for (const hidden of [
    'Nora\u200b',
    'No\u2060ra',
    'No\ufeffra',
    'Nora\ufe0f',
    'Nora\u3164',
    '\u200fNora',
  ])
    assert.equal(
      nameKey(hidden),
      nameKey('Nora'),
      JSON.stringify([...hidden].map((sign) => sign.codePointAt(0))),
    );
  for (const same of [
    ' Nora  B. ',
    'Nora \u200b B.',
    'Nora\tB.',
    '\ufeffNora \u2060\u00a0B. \u200b',
  ])
    assert.equal(nameKey(same), nameKey('nora b.'));
  assert.notEqual(nameKey('Nora'), nameKey('Nora B.'));
});
