import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAt, textAt, withValue } from './file-content.ts';
import { newPoster, newStore, newTill } from './new-store.ts';

const content = {
  name: 'Shop',
  stores: [
    {
      id: 'main',
      name: 'High Street',
      posters: [{ placement: 'A1', place: 'At the door' }],
      tills: [{ id: 'main-1', name: 'Till 1' }],
    },
  ],
};

test('a second store has a till and a poster, and shares no id with the first', () => {
  const taken = ['main', 'main-1'];
  const store = newStore({ content, taken }, 'Harbour', 'Till 1');
  assert.equal(store.id, 'harbour');
  assert.deepEqual(store.tills, [{ id: 'harbour-1', name: 'Till 1' }]);
  assert.match(textAt(store, ['posters', 0, 'placement']), /^[2-9A-HJ-NP-Z]{6}$/);
  assert.equal(textAt(store, ['posters', 0, 'place']), 'At the counter');
  const both = withValue(content, ['stores', 1], store);
  assert.equal(newStore({ content: both, taken }, 'Harbour', 'Till 1').id, 'harbour-2');
});

test('a till that left the program, or this draft, leaves its id to nobody', () => {
  const taken = ['main', 'main-1', 'main-2', 'old-town', 'old-town-1'];
  assert.equal(newTill({ content, taken }, 'main', 'Till 2').id, 'main-2-2');
  const without = withValue(content, ['stores', 0, 'tills', 0], undefined);
  assert.notEqual(newTill({ content: without, taken }, 'main', 'Till 1').id, 'main-1');
  assert.equal(newStore({ content, taken }, 'Old Town', 'Till 1').id, 'old-town-2');
});

test('a poster speaks as its program does, and no two have one placement', () => {
  const arabic = withValue(content, ['stores', 0, 'posters', 0, 'place'], {
    en: 'Door',
    ar: 'الباب',
  });
  assert.deepEqual(newPoster({ content: arabic }).place, {
    en: 'At the counter',
    ar: 'عند المنضدة',
  });
  let full = withValue(content, ['stores', 0, 'posters'], []);
  for (let at = 0; at < 50; at += 1)
    full = withValue(full, ['stores', 0, 'posters', at], newPoster({ content: full }));
  const placements = listAt(full, ['stores', 0, 'posters']).map((one) =>
    textAt(one, ['placement']),
  );
  assert.equal(new Set(placements).size, 50);
});
