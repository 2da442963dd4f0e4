import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import {
  atOnce,
  balance,
  newId,
  type Pos,
  posAt,
  statuses,
  wallet,
} from '#server/tests/kit/counter.ts';
import { earningRules } from '#server/tests/kit/model/earning-rules.ts';
import { eur, line, shopper, took } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass();
  pos = posAt(t, 'main-1');
  await loadProgram(t.context, { ...testProgram, earning: earningRules });
});
// Closing verifies every ledger, and what the rules have counted.
after(() => t.close());

/** One sale of these lines; answers with its points. */
async function sell(member: object, receiptNumber: string, lines: object[], more: object = {}) {
  const minor = lines.reduce(
    (sum: number, one) => sum + ('minor' in one ? Number(one.minor) : 0),
    0,
  );
  const sold = { member, receiptNumber, total: eur(minor), lines, ...more };
  const { status, text, body } = await pos.purchase(sold);
  assert.equal(status, 200, text);
  return body;
}

const coffee = (id: string, quantity = 1) => ({
  ...line(id, 300 * quantity),
  categories: ['Coffee'],
  quantity,
});

test('each rule gives its own part, history names it, and a return takes back what is of the goods', async () => {
  const { phone, member } = await shopper(t, 'parts');
  const lines = [{ ...line('loaf', 1_050), categories: ['Bread'] }, line('jam', 1_000)];
  assert.equal((await sell(member, 'parts', lines)).points, 131);
  const { history } = await wallet(phone);
  assert.deepEqual(history[0].what.rules, [
    { name: 'Rule bread', points: 11 },
    { name: 'Rule hello', points: 100 },
  ]);
  assert.deepEqual(
    took(await pos.return('parts', 'parts-jam', { lines: [{ id: 'jam' }] })),
    [110, 0],
  );
  assert.deepEqual(
    took(await pos.return('parts', 'parts-loaf', { lines: [{ id: 'loaf' }] })),
    [21, 0],
  );
  assert.equal(await balance(phone), 150);
});

test('what an associate confirms counts once a day, however often it is sent', async () => {
  const { phone, member } = await shopper(t, 'bag');
  const acts = { acts: ['own-bag'] };
  assert.equal((await sell(member, 'bag-1', [line('a', 500)], acts)).points, 10);
  assert.equal((await sell(member, 'bag-1', [line('a', 500)], acts)).points, 10);
  assert.equal((await sell(member, 'bag-2', [line('a', 500)], acts)).points, 5);
  t.clock.turn(24 * 60 * 60_000);
  assert.equal((await sell(member, 'bag-3', [line('a', 500)], acts)).points, 10);
  assert.equal(await balance(phone), 175);
});

test('the till page offers what an associate can confirm, and reports it with the amount', async () => {
  const { phone, member } = await shopper(t, 'page-bag');
  const till = await t.onDuty('main-1');
  const seen = await till.post('/api/till/members/lookup', member);
  assert.deepEqual(seen.body.acts, [{ id: 'own-bag', name: 'Rule own-bag' }]);
  const typed = { memberNumber: member.number, minor: 500, acts: ['own-bag'] };
  const told = { id: newId(), receiptNumber: 'page-bag', ...typed };
  assert.equal((await till.post('/api/till/purchases', told)).body.points, 10);
  assert.equal((await till.post('/api/till/purchases', told)).body.points, 10);
  assert.equal(await balance(phone), 160);
});

test('a limit for all members holds when many buy at once, and what comes back is free again', async () => {
  const buyers = await atOnce(5, (turn) => shopper(t, `scarce-${turn}`));
  const lines = [{ ...line('a', 100), sku: 'RARE' }];
  const answers = await Promise.all(
    buyers.map(({ member }, turn) =>
      pos.purchase({ member, receiptNumber: `scarce-${turn}`, total: eur(100), lines }),
    ),
  );
  assert.deepEqual(statuses(answers), { 200: 5 });
  const points = answers.map(({ body }) => body.points).sort((a, b) => a - b);
  // 40, 40, and the 20 that are left of 100.
  assert.deepEqual(points, [1, 1, 21, 41, 41]);
  const lucky = answers.findIndex(({ body }) => body.points === 41);
  assert.deepEqual(took(await pos.return(`scarce-${lucky}`, 'scarce-back')), [41, 0]);
  const { member } = await shopper(t, 'scarce-late');
  assert.equal((await sell(member, 'scarce-late', lines)).points, 41);
});

test('a card of stamps is full at the third coffee, in whatever order coffees are bought and brought back', async () => {
  const { phone, member } = await shopper(t, 'stamps');
  await sell(member, 'stamps-1', [coffee('a', 2)]);
  assert.equal(await balance(phone), 156);
  await sell(member, 'stamps-2', [coffee('a', 2)]);
  assert.equal(await balance(phone), 192);
  const [full] = (await wallet(phone)).history;
  assert.deepEqual(full.what, { rule: 'award', name: 'Every third coffee' });
  await pos.return('stamps-1', 'stamps-back');
  assert.equal(await balance(phone), 156, 'two stamps are left, and the card is taken back');
  const [back] = (await wallet(phone)).history;
  assert.deepEqual(back.what, { rule: 'award-back', name: 'Every third coffee' });
  await sell(member, 'stamps-3', [coffee('a')]);
  assert.equal(await balance(phone), 189);
});

test('the member sees the ways to earn, what each asks, and how far a card and a goal are', async () => {
  const { phone, member } = await shopper(t, 'ways');
  const names = async () =>
    (await phone.get('/api/earning')).body.ways.map(({ name }: { name: string }) => name);
  assert.ok((await names()).includes('Rule hello'));
  await sell(member, 'ways-1', [coffee('a', 4), line('b', 800)]);
  const { ways } = (await phone.get('/api/earning')).body;
  // The first purchase is made, and "scarce" was used up above.
  assert.deepEqual(
    ways.map(({ name, gives }: { name: string; gives: string }) => [name, gives]),
    [
      ['Every purchase', '1 point for each €1'],
      ['Rule bread', '2 times the usual points'],
      ['Rule own-bag', '5 points'],
      ['Every third coffee', '30 points for every 3 stamps'],
      ['Spend 60 this month', '25 points'],
    ],
  );
  assert.deepEqual(ways[3].progress, { text: '1 of 3 stamps', have: 1, of: 3 });
  assert.deepEqual(ways[4].progress, { text: '€20 of €60', have: 2_000, of: 6_000 });
  const page = await phone.page('/earn');
  assert.equal(page.status, 200);
  assert.match(page.text, /<h1>Ways to earn<\/h1>/);
  assert.match(page.text, /1 of 3 stamps/);
  assert.equal((await wallet(phone)).ways, 'Ways to earn');
});

test('a way that a member has had as often as they may says from when it gives again', async () => {
  const { phone, member } = await shopper(t, 'had');
  const had = async () => {
    const { ways } = (await phone.get('/api/earning')).body;
    return ways.flatMap(({ name, again }: { name: string; again?: string }) =>
      again ? [[name, again.replace(/\d+ \w+ \d+/, 'that day')]] : [],
    );
  };
  assert.deepEqual(await had(), []);
  await sell(member, 'had-1', [line('a', 6_000)], { acts: ['own-bag'] });
  const again = 'You’ve had it as often as you may. Again from that day.';
  const goal = ['Spend 60 this month', again];
  assert.deepEqual(await had(), [['Rule own-bag', again], goal]);
  const page = await phone.page('/earn');
  assert.match(page.text, /You’ve had it as often as you may\. Again from/);
  assert.doesNotMatch(page.text, /€60 of €60/);
  await pos.return('had-1', 'had-back');
  assert.deepEqual(await had(), []);
});

test('a sum to spend is reached once a month, and no longer when goods come back', async () => {
  const { phone, member } = await shopper(t, 'goal');
  await sell(member, 'goal-1', [line('a', 1_500)]);
  await sell(member, 'goal-2', [line('a', 4_499)]);
  assert.equal(await balance(phone), 150 + 15 + 44);
  await sell(member, 'goal-3', [line('a', 1)]);
  assert.equal(await balance(phone), 150 + 15 + 44 + 25);
  await sell(member, 'goal-4', [line('a', 1_900)]);
  assert.equal(await balance(phone), 150 + 15 + 44 + 25 + 19);
  await pos.return('goal-2', 'goal-back');
  assert.equal(await balance(phone), 150 + 15 + 19);
  await sell(member, 'goal-5', [line('a', 4_000)]);
  assert.equal(await balance(phone), 150 + 15 + 19 + 40 + 25);
});

test('the same sales and returns at once, by two tills and sent twice, give each award once', async () => {
  const { phone, member } = await shopper(t, 'race');
  const other = posAt(t, 'main-2');
  const lines = [coffee('a')];
  const answers = await atOnce(24, (turn) => {
    const sold = { member, receiptNumber: `race-${turn % 6}`, total: eur(300), lines };
    return (turn % 2 === 0 ? pos : other).purchase(sold);
  });
  assert.deepEqual(statuses(answers), { 200: 24 });
  // Six receipts of one till and six of the other would be twelve; each turn has one till, so there are six.
  assert.equal(await balance(phone), 150 + 6 * 3 + 2 * 30);
});

test('a sale and its return change what two rules may give in all in the order of their ids', async () => {
  const common = { when: {}, limits: { inAll: 9 }, kind: 'stamps', counts: 'visits' } as const;
  const card = (id: string, points: number): EarningRule => ({
    ...common,
    id,
    name: { en: id, ar: 'بطاقة' },
    every: 1,
    points,
  });
  await loadProgram(t.context, { ...testProgram, earning: [card('second', 2), card('early', 1)] });
  t.clock.turn(1);
  const { phone, member } = await shopper(t, 'in-rule-order');
  await sell(member, 'in-rule-order', [line('a', 500)]);
  await pos.return('in-rule-order', 'in-rule-order-back');
  const { history } = await wallet(phone);
  const given = history.filter(({ what }: { what: { rule: string } }) => /award/.test(what.rule));
  assert.deepEqual(
    given.map(({ points }: { points: number }) => points).toReversed(),
    [1, 2, -1, -2],
  );
  await loadProgram(t.context, { ...testProgram, earning: earningRules });
});

test('where a unit is small money, every page names a sum that earns a point', async () => {
  const { phone, member } = await shopper(t, 'small-money');
  const gives = async () => (await phone.get('/api/earning')).body.ways[0].gives;
  for (const [pointsPerUnit, said] of [
    [0.05, '5 points for each €100'],
    [0.5, '0.5 points for each €1'],
    [0.0001, '1 point for each €10,000'],
  ] as const) {
    await loadProgram(t.context, { ...testProgram, pointsPerUnit });
    assert.equal(await gives(), said);
  }
  assert.match((await phone.page('/tiers')).text, /<li>1 point for every €10,000<\/li>/);
  await sell(member, 'small-money', [line('a', 2_000_000)]);
  assert.match((await phone.page('/history')).text, /1 point per €10,000 as Member/);
});
