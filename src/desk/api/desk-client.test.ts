import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryObserver } from '@tanstack/react-query';
import type { DeskMe } from '#contract/desk/desk-answers.ts';
import type { Refusal } from '#domain/refusal.ts';
import { Failed } from '#web/failure.ts';
import { forgetOthers, makeDeskClient, meKey } from './desk-client.ts';

const person = (id: string): DeskMe => ({
  id,
  name: id,
  role: 'support',
  rights: [],
  begins: false,
  hasMembers: true,
  until: 0,
  program: { name: 'Shop', mark: 'S', timeZone: 'UTC', currency: 'EUR' },
});
const page = ['member', 'zora'];

test('the next person in a tab finds nothing that the one before has read', () => {
  const client = makeDeskClient();
  client.setQueryData(meKey, person('ada'));
  client.setQueryData(page, 'address and points');
  forgetOthers(client, person('ada'));
  assert.equal(client.getQueryData(page), 'address and points', 'still the same one');
  for (const next of [person('bob'), null]) {
    client.setQueryData(page, 'address and points');
    forgetOthers(client, next);
    assert.equal(client.getQueryData(page), undefined);
  }
});

test('where the server says no, the page has its sentence and nothing of before', async () => {
  const refusals: readonly Refusal[] = [
    { key: 'desk-role', role: 'editor' },
    { key: 'desk-signed-out' },
  ];
  for (const refusal of refusals) {
    const client = makeDeskClient();
    client.setQueryData(page, 'address and points');
    const refused = () => Promise.reject(new Failed({ kind: 'refused', refusal }));
    const seen = new QueryObserver(client, { queryKey: page, queryFn: refused, retry: false });
    const { data, error } = await seen.refetch();
    assert.equal(data, undefined);
    assert.ok(error instanceof Failed);
    assert.equal(seen.getCurrentResult().data, undefined);
    client.clear();
  }
});
