import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { playWorld } from '#server/tests/kit/model/play-world.ts';
import { worlds } from '#server/tests/kit/model/worlds.ts';

/** On SQLite some five seconds of a processor; `npm run bench -- histories` plays a hundred thousand. */
const count = testDatabaseUrl ? 4 : 20;

const play = (name: keyof typeof worlds) => playWorld(worlds[name], { first: 0, count });

test('in whatever order and however often sales and returns are told, they end as if told in order', async () => {
  const { reports, ratedAnew } = await play('dated');
  assert.ok(reports > 15 * count && ratedAnew > 0);
});

test('tiers of every rule end the same, whatever is told late', async () => {
  assert.ok((await play('tiered')).ratedAnew > 0);
});

test('bonuses, cards of stamps and goals come to the same in any order', async () => {
  assert.ok((await play('earned')).awards > 0);
});

test('goods that were exchanged keep the same points, with their return window, in any order', async () => {
  assert.ok((await play('exchanged')).reports > 15 * count);
});

test('points that end are the same ones, in whatever order they were earned and taken', async () => {
  assert.ok((await play('lapsing')).ended > 0);
});

test('visits, birthdays, facts, newsletters, apologies and claims give once, among sales in any order', async () => {
  const { given, ended } = await play('lived');
  assert.ok(given > 4 * count && ended > 0, `${given} given, ${ended} ended`);
});

test('friends, answers, reviews and a tier that is paid for come to the same, and so does what is spent after them', async () => {
  const { given, awards, brought, terms } = await play('brought');
  assert.ok(given > count && brought > 0 && awards > brought, `${given} given, ${brought} brought`);
  assert.ok(terms > 0);
});
