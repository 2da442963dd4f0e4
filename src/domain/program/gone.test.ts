import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storeNameOf, tierNameOf, tillNameOf, withGone } from './gone.ts';
import type { Program } from './program.ts';
import { takesBack } from './takes-back.ts';

const tier = (id: string, name: string) => ({ id, name: { en: name, ar: `${name} ع` } });
const store = (id: string, name: string, tills: string[]) => ({
  id,
  name,
  posters: [],
  tills: tills.map((one) => ({ id: one, name: `Till ${one}` })),
});
/** Only what has a name. */
const program = (stores: object[], tiers: object[], more: object = {}) =>
  ({ stores, tiers, ...more }) as unknown as Program;

const [main, harbour] = [
  store('main', 'Main St.', ['m1', 'm2']),
  store('harbour', 'Harbour', ['h1']),
];
const first = program([main, harbour], [tier('base', 'Member'), tier('gold', 'Gold')]);

test('what has left keeps its last name, through any number of loadings', () => {
  const second = withGone(program([store('main', 'Main', ['m1'])], [tier('base', 'Member')]), [
    first,
  ]);
  const third = withGone(program([store('main', 'Main', ['m1'])], [tier('base', 'Member')]), [
    second,
  ]);
  for (const one of [second, third]) {
    assert.deepEqual(
      [storeNameOf(one, 'harbour'), tillNameOf(one, 'h1'), tillNameOf(one, 'm2')],
      ['Harbour', 'Till h1', 'Till m2'],
    );
    assert.deepEqual(
      [tierNameOf(one, 'gold', 'ar'), tierNameOf(one, 'gold', 'en')],
      ['Gold ع', 'Gold'],
    );
    assert.equal(storeNameOf(one, 'main'), 'Main');
  }
  assert.equal(JSON.stringify(second), JSON.stringify(third), 'the same program is the same text');
  assert.equal(storeNameOf(third, 'never'), 'never');
});

test('what comes back is gone no more, and with nothing gone nothing is said of it', () => {
  const without = withGone(program([main], first.tiers as object[]), [first]);
  assert.ok(without.gone);
  assert.equal(withGone(first, [without]).gone, undefined);
});

test('a store takes back its own; a closed one’s comes back to any; a chain may say that any takes all', () => {
  assert.deepEqual(
    [
      takesBack(first, 'main', 'main'),
      takesBack(first, 'main', 'harbour'),
      takesBack(first, 'main', 'closed'),
    ],
    [true, false, true],
  );
  assert.ok(takesBack(program([main, harbour], [], { returns: 'any-store' }), 'main', 'harbour'));
});
