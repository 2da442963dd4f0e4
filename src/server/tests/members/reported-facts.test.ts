import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { atOnce, balance } from '#server/tests/kit/counter.ts';
import { factRules, startSource, tasting } from '#server/tests/kit/events/facts.ts';
import { numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const program = {
  ...testProgram,
  earning: factRules,
  facts: [tasting, { id: 'app', name: { en: 'Uses our other app' } }],
};

let t: Tillpass;
let shop: Awaited<ReturnType<typeof startSource>>;
before(async () => {
  t = await startTillpass({ program });
  shop = await startSource(t, 'shop');
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

let people = 0;
/** Somebody who joined two days ago. */
async function member() {
  const phone = await t.joined(`told-${++people}@example.com`);
  const number = await numberOf(phone);
  t.clock.turn(2 * 24 * 60 * 60_000);
  return { phone, number };
}
/** A time of RFC 3339, so many minutes ago. */
const ago = (minutes: number) => new Date(t.clock.now() - minutes * 60_000).toISOString();
const news = { fact: 'newsletter', wording: 'Write to me.', language: 'en', confirmed: true };
const consents = (number: string) =>
  t.context.store.read
    .selectFrom('fact_consents')
    .innerJoin('members', 'members.id', 'fact_consents.member_id')
    .select(['given', 'source', 'wording', 'at'])
    .where('members.number', '=', number)
    .orderBy('fact_consents.number')
    .execute();
const wants = async ({ phone }: Awaited<ReturnType<typeof member>>) =>
  (await phone.get(memberApi.profile)).body.newsletter?.state;

test('a fact is taken once an id, gives once, and stands in the member’s copy with source and time', async () => {
  // The copy needs a fresh sign-in.
  const phone = await t.joined('copied@example.com');
  const number = await numberOf(phone);
  const fact = { id: 'e-1', member: number, fact: 'tasting', at: ago(60) };
  const sent = JSON.stringify({ facts: [fact] });
  for (const { body: said } of await atOnce(4, () => shop.post(sent)))
    assert.deepEqual(said.facts, [{ id: 'e-1', outcome: 'taken', points: 7 }]);
  const again = await shop.tell({ ...fact, id: 'e-2', at: ago(30) });
  assert.deepEqual(again, [{ id: 'e-2', outcome: 'taken', points: 0 }]);
  assert.equal(await balance(phone), 157);
  const { body: copy } = await phone.post(memberApi.copy);
  assert.deepEqual(copy.reportedFacts[0], {
    source: 'shop',
    factId: 'e-1',
    fact: 'tasting',
    about: '',
    withdrawn: false,
    at: fact.at,
    reportedAt: copy.reportedFacts[0].reportedAt,
    outcome: 'taken',
    points: 7,
  });
});

test('reviews, surveys and consents earn by their own rules, and several are answered line by line', async () => {
  const one = await member();
  const at = ago(60);
  const told = await shop.tell(
    { id: 'r-1', member: one.number, fact: 'review', at, gtin: '4006381333931', rating: 4 },
    { id: 'r-2', member: one.number, fact: 'review', at, gtin: '04006381333931' },
    { id: 's-1', member: one.number, fact: 'survey', at, survey: 'how-was-it', answer: 'good' },
    { id: 's-2', member: one.number, fact: 'survey', at, survey: 'how-was-it', answer: 'bad' },
    { id: 'n-1', member: one.number, at, ...news },
  );
  assert.deepEqual(
    told.map(({ outcome, points, error }) => [outcome, points ?? error?.pointer]),
    [
      ['taken', 15],
      ['taken', 0],
      ['taken', 5],
      ['refused', '/facts/3/survey'],
      ['taken', 20],
    ],
  );
  assert.equal(await balance(one.phone), 190);
  assert.equal(await wants(one), 'given');
  assert.deepEqual(await consents(one.number), [
    { given: 1, source: 'source:shop', wording: 'Write to me.', at: Date.parse(at) },
  ]);
});

test('in whatever order they come, the later one says how it is, and the points are the same', async () => {
  const [said, back] = [
    { id: '', member: '', at: ago(90), ...news },
    { id: '', member: '', at: ago(60), fact: 'newsletter', withdrawn: true },
  ];
  for (const order of [
    [said, back],
    [back, said],
  ]) {
    const one = await member();
    const sent = order.map((fact, n) => ({
      ...fact,
      id: `o-${people}-${n}`,
      member: one.number,
      at: fact === said ? ago(90) : ago(60),
    }));
    for (const fact of sent) await shop.tell(fact);
    assert.equal(await wants(one), 'none');
    assert.equal(await balance(one.phone), 170);
  }
  const own = await member();
  await shop.tell({ ...said, id: 'm-1', member: own.number, at: ago(90) });
  await own.phone.post(memberApi.newsletter, { wanted: 'no' });
  const stale = await shop.tell({ ...said, id: 'm-2', member: own.number, at: ago(30) });
  assert.deepEqual(stale, [{ id: 'm-2', outcome: 'overtaken', points: 0 }]);
  assert.equal(await wants(own), 'none');
  t.clock.turn(60 * 60_000);
  await shop.tell({ ...said, id: 'm-3', member: own.number, at: ago(10) });
  assert.equal(await wants(own), 'given');
  const tie = { member: own.number, at: ago(5) };
  await shop.tell(
    { ...tie, id: 'm-4', fact: 'newsletter', withdrawn: true },
    { ...tie, id: 'm-5', ...news },
  );
  assert.equal(await wants(own), 'none');
});

test('what is wrong with a fact is said at its field, and the others of its request are taken', async () => {
  const { number } = await member();
  const fact = { member: number, fact: 'app', at: ago(1) };
  const wrong: readonly [object, string, string][] = [
    [{ ...fact, at: ago(-60) }, 'fact-ahead', 'at'],
    [{ ...fact, at: ago(60 * 24 * 400) }, 'fact-late', 'at'],
    [{ ...fact, at: ago(60 * 24 * 30) }, 'fact-early', 'at'],
    [{ ...fact, at: 'yesterday' }, 'request-invalid', 'at'],
    [{ ...fact, member: '0000000000' }, 'member-unknown', 'member'],
    [{ ...fact, fact: 'flying' }, 'fact-unknown', 'fact'],
    [{ ...fact, ...news, confirmed: false }, 'newsletter-unconfirmed', 'confirmed'],
    [{ ...fact, fact: 'newsletter' }, 'request-invalid', 'wording'],
    [{ ...fact, rating: 3 }, 'request-invalid', 'rating'],
    [{ ...fact, fact: 'review', gtin: '4006381333932' }, 'request-invalid', 'gtin'],
    [
      { ...fact, fact: 'survey', survey: 'how-was-it', answer: 'so-so' },
      'request-invalid',
      'answer',
    ],
    [
      { ...fact, fact: 'survey', survey: 'how-was-it', answer: 'bad', withdrawn: true },
      'request-invalid',
      'withdrawn',
    ],
    [{ ...fact, extra: 1 }, 'request-invalid', 'extra'],
    [{ ...fact, fact: 'name' }, 'fact-unknown', 'fact'],
  ];
  const facts = wrong.map(([one], n) => ({ id: `w-${n}`, ...one }));
  const told = await shop.tell(...facts, { ...fact, id: 'w-good' });
  assert.deepEqual(
    told.slice(0, -1).map(({ error }) => [error?.key, error?.pointer]),
    wrong.map(([, key, field], n) => [key, `/facts/${n}/${field}`]),
  );
  assert.equal(told.at(-1)?.outcome, 'taken');
  assert.ok(told.every(({ error }) => !error || error.message.length > 20));
  const [taken] = await shop.tell({ ...fact, id: 'w-good', at: ago(2) });
  assert.equal(taken?.error?.pointer, '/facts/0/id');
  const other = (await member()).number;
  const [theirs] = await shop.tell({ ...fact, member: other, id: 'w-good' });
  assert.equal(theirs?.error?.key, 'id-taken');
  const { body } = await shop.post(JSON.stringify({ facts: ['nothing'] }));
  const [none] = body.facts;
  assert.deepEqual([none?.id, none?.error?.pointer], [null, '/facts/0']);
});

test('who left is nobody’s, and what was told of them is gone; who is frozen goes on earning', async () => {
  const frozen = await member();
  await frozen.phone.post(memberApi.freeze);
  const fact = { member: frozen.number, fact: 'tasting', at: ago(1) };
  assert.equal((await shop.tell({ ...fact, id: 'f-1' }))[0]?.points, 7);
  await runCommand(t.context, 'erase', frozen.number, '--yes');
  const [gone] = await shop.tell({ ...fact, id: 'f-1' });
  assert.deepEqual([gone?.error?.key, gone?.error?.pointer], ['member-unknown', '/facts/0/member']);
  const rows = await t.context.store.read
    .selectFrom('reported_facts')
    .select('fact_id')
    .where('fact_id', '=', 'f-1')
    .execute();
  assert.deepEqual(rows, []);
});

test('a fact that has left the program is told no more, and what was told of it can be taken back', async () => {
  const source = await startSource(t, 'leaving');
  const { number } = await member();
  const told = { member: number, fact: 'app' };
  await source.tell({ ...told, id: 'l-1', at: ago(9) });
  const { facts: _gone, ...without } = program;
  await loadProgram(t.context, { ...without, earning: factRules.slice(1) });
  const became = await source.tell(
    { ...told, id: 'l-2', at: ago(8) },
    { ...told, id: 'l-3', at: ago(7), withdrawn: true },
  );
  assert.deepEqual(
    became.map(({ outcome, error }) => error?.key ?? outcome),
    ['fact-unknown', 'taken'],
  );
});
