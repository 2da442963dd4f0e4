import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { paths } from '#contract/paths.ts';
import { memberCache } from '#contract/worker.ts';
import { forget, keep, whileSignedIn } from './kept.ts';

/** The caches of a browser, as far as their names go: it looks, makes and deletes in the order in which it is asked. */
const names = new Set<string>();
const caches = {
  has: async (name: string) => names.has(name),
  open: async (name: string) => names.add(name) && { keys: async () => [] },
  delete: async (name: string) => names.delete(name),
  match: async () => undefined,
};

beforeEach(() => {
  names.clear();
  names.add(memberCache);
  Object.assign(globalThis, { caches });
  // Leaving waits for no database, which Node does not have.
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(globalThis, 'fetch', () => Promise.reject(new Error('no network')));
});

for (const [what, begun] of Object.entries({
  'a page has the others kept': () => keep([paths.history]),
  'a picture arrives': () => whileSignedIn(async () => {}),
}))
  test(`where a member leaves just as ${what}, nothing is made again`, async () => {
    const both = [begun(), forget()];
    mock.timers.runAll();
    await Promise.all(both);
    assert.deepEqual([...names], []);
    mock.reset();
  });
