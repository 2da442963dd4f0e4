import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountOff, type Program, posterAt, storeOf, tillOf } from './program.ts';
import { textIn } from './text.ts';

const harbour = {
  id: 'harbour',
  name: 'Harbour',
  posters: [{ placement: 'H1', place: { en: 'Door' } }],
  tills: [{ id: 'harbour-1', name: 'Till 1' }],
};

const program: Program = {
  name: 'Shop',
  brand: { color: '#000000', mark: 'S' },
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  pointsPerUnit: 1,
  pointsLastMonths: 12,
  welcomePoints: 0,
  voucherMinutes: 30,
  liveVouchersAtMost: 3,
  tiers: [],
  rewards: [],
  stores: [harbour],
};

test('a poster is found in whatever case its placement was typed', () => {
  assert.equal(posterAt(program, 'H1')?.store, harbour);
  assert.equal(posterAt(program, 'h1')?.store, harbour);
  for (const placement of ['H2', '', 'H1 ', 'H']) assert.equal(posterAt(program, placement), null);
});

test('stores and tills are found by their ids, and nothing by none', () => {
  assert.equal(storeOf(program, 'harbour'), harbour);
  assert.equal(storeOf(program, 'mall'), null);
  assert.equal(storeOf(program, null), null);
  assert.deepEqual(tillOf(program, 'harbour-1'), { store: harbour, name: 'Till 1' });
  assert.equal(tillOf(program, 'harbour-2'), null);
});

test('words stand in the language asked for, else in English', () => {
  assert.equal(textIn({ en: 'Coffee', ar: 'قهوة' }, 'ar'), 'قهوة');
  assert.equal(textIn({ en: 'Coffee' }, 'ar'), 'Coffee');
});

test('an amount off is in the program’s currency', () => {
  assert.deepEqual(amountOff(500, program), { minor: 500, currency: 'EUR' });
});
