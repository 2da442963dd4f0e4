import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { balance } from '#server/tests/kit/counter.ts';
import { factRules, startSource, tasting } from '#server/tests/kit/events/facts.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const program = { ...testProgram, earning: factRules, facts: [tasting] };

let t: Tillpass;
let shop: Awaited<ReturnType<typeof startSource>>;
before(async () => {
  t = await startTillpass({ program });
  shop = await startSource(t, 'shop');
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

const day = 24 * 60 * 60_000;
const daysAgo = (days: number) => new Date(t.clock.now() - days * day).toISOString();
const news = { fact: 'newsletter', wording: 'Write to me.', language: 'en', confirmed: true };
const takenBack = { fact: 'newsletter', withdrawn: true };

test('a consent that was taken back in a membership that was merged is not given again by what was said before', async () => {
  const number = await numberOf(await t.joined('no-two@example.com'));
  t.clock.turn(10 * day);
  await shop.tell({ ...news, id: 'n-1', member: number, at: daysAgo(8) });
  await shop.tell({ ...takenBack, id: 'n-2', member: number, at: daysAgo(1) });
  const phone = await t.joined('no@example.com');
  await merge(t, phone, 'no-two@example.com');
  const [late] = await shop.tell({ ...news, id: 'n-3', member: number, at: daysAgo(5) });
  assert.equal(late?.outcome, 'overtaken');
  const state = async () => (await phone.get(memberApi.profile)).body.newsletter?.state;
  assert.notEqual(await state(), 'given');
  // What they say later counts.
  t.clock.turn(60_000);
  const [anew] = await shop.tell({ ...news, id: 'n-4', member: number, at: daysAgo(0) });
  assert.equal(anew?.outcome, 'taken');
  assert.equal(await state(), 'given');
});

test('a fact that is told again after a merge has the answer that it had, and can be taken back', async () => {
  const number = await numberOf(await t.joined('again-two@example.com'));
  t.clock.turn(2 * day);
  const fact = { id: 't-1', member: number, fact: 'tasting', at: daysAgo(1) };
  const first = await shop.tell(fact);
  assert.deepEqual(first, [{ id: 't-1', outcome: 'taken', points: 7 }]);
  const phone = await t.joined('again@example.com');
  await merge(t, phone, 'again-two@example.com');
  assert.deepEqual(await shop.tell(fact), first);
  const [early] = await shop.tell({ ...fact, id: 't-2' });
  assert.equal(early?.outcome, 'taken', 'they were a member then');
  // Another member has no such fact.
  const stranger = await numberOf(await t.joined('stranger@example.com'));
  const [taken] = await shop.tell({ ...fact, member: stranger, at: daysAgo(0) });
  assert.equal(taken?.error?.key, 'id-taken');
  await loadProgram(t.context, { ...program, facts: [], earning: [] });
  const [back] = await shop.tell({ ...fact, id: 't-3', at: daysAgo(0), withdrawn: true });
  assert.equal(back?.outcome, 'taken', JSON.stringify(back));
  assert.equal(await balance(phone), 150 + 150 + 7);
});
