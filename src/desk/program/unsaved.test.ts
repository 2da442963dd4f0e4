import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskMe } from '#contract/desk/desk-answers.ts';
import { forgetOthers, makeDeskClient, meKey } from '#desk/api/desk-client.ts';
import { keepUnsaved, keptUnsaved, leftUnsaved, partWith } from './unsaved.ts';

const person = (id: string): DeskMe => ({
  id,
  name: id,
  role: 'editor',
  rights: [],
  begins: false,
  hasMembers: true,
  until: 0,
  program: { name: 'Shop', mark: 'S', timeZone: 'UTC', currency: 'EUR' },
});

test('what is typed while a save is on its way stays, on top of what was saved', () => {
  const sent = { revision: 1, text: 'name: A' };
  assert.equal(leftUnsaved(sent, sent, 2), null);
  const typed = { revision: 1, text: 'name: AB' };
  assert.deepEqual(leftUnsaved(typed, sent, 2), { revision: 2, text: 'name: AB' });
});

test('who comes back to a draft finds what was typed, and nobody else does', () => {
  const client = makeDeskClient();
  client.setQueryData(meKey, person('ada'));
  const typed = { revision: 3, text: 'name: A' };
  keepUnsaved(client, 'one', typed);
  assert.deepEqual([keptUnsaved(client, 'one'), keptUnsaved(client, 'two')], [typed, null]);
  keepUnsaved(client, 'one', null);
  assert.equal(keptUnsaved(client, 'one'), null);
  keepUnsaved(client, 'one', typed);
  forgetOthers(client, person('bob'));
  assert.equal(keptUnsaved(client, 'one'), null);
  client.clear();
});

test('a text that is not saved shows as a file, and fields show as forms', () => {
  assert.equal(partWith({ revision: 1, text: 'name: A' }, 'tiers'), 'yaml');
  assert.equal(partWith({ revision: 1, content: { name: 'A' } }, 'yaml'), 'rewards');
  assert.equal(partWith({ revision: 1, content: { name: 'A' } }, 'tiers'), 'tiers');
  assert.equal(partWith(null, 'yaml'), 'yaml');
});
