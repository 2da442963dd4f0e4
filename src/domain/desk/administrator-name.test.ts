import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isActor, nameFault, nameKey } from './administrator-name.ts';

test('a name shows something and is not longer than a line', () => {
  assert.equal(nameFault('Nora'), null);
  assert.equal(nameFault('نورا 🌿'), null);
  assert.equal(nameFault('  \u200b '), 'empty');
  assert.equal(nameFault('x'.repeat(61)), 'long');
});

test('nobody is called what the list of acts calls the server and the command line', () => {
  for (const name of ['server', ' Server ', 'Command  Line']) assert.ok(isActor(name), name);
  assert.equal(isActor('Servera'), false);
});

test('names that differ in case or spaces only are one', () => {
  assert.equal(nameKey(' Nora  B. '), nameKey('nora b.'));
  assert.notEqual(nameKey('Nora'), nameKey('Nora B.'));
});
