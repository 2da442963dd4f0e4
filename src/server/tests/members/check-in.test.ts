import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths, tillApi } from '#contract/paths.ts';
import { checkInCodeMs } from '#domain/earning/check-in.ts';
import { limits } from '#domain/limit.ts';
import { placementMs } from '#domain/people/session.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { arabicDigits } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const visit: EarningRule = {
  id: 'visit',
  kind: 'check-in',
  name: { en: 'Good to see you' },
  points: 5,
  when: {},
  limits: { perMember: { count: 20, every: 'month' } },
};
const loaded = (...earning: EarningRule[]) => loadProgram(t.context, { ...testProgram, earning });

let t: Tillpass;
let till: Browser;
before(async () => {
  t = await startTillpass();
  await loaded(visit);
  till = await t.onDuty('main-1');
});
// Closing verifies every ledger, and what rules gave for each occasion.
after(() => t.close());

const codeAt = async (at: Browser): Promise<string> => {
  const { status, text, body } = await at.post(tillApi.checkInCodes);
  assert.equal(status, 200, text);
  return body.code;
};
const checkIn = (phone: Browser, code: string) => phone.post(memberApi.checkIns, { code });
const keyOf = async (phone: Browser, code: string): Promise<string> =>
  (await checkIn(phone, code)).body.error?.key;
const asked = async (phone: Browser) => (await phone.get(memberApi.earning)).body.checkIn;

test('a visit earns once a day in each store, by a code that the till shows, and the history names it', async () => {
  const phone = await t.joined('visitor@example.com', 'M1');
  assert.deepEqual(await asked(phone), { store: testProgram.stores[0]?.name });
  assert.equal((await till.get(tillApi.device)).body.checkIn, true);
  const code = await codeAt(till);
  const retried = await atOnce(3, () => checkIn(phone, ` ${code.slice(0, 3)} ${code.slice(3)}`));
  assert.deepEqual(
    retried.map(({ body }) => body),
    [{ points: 5 }, { points: 5 }, { points: 5 }],
  );
  assert.equal(await balance(phone), 155);
  assert.deepEqual((await wallet(phone)).history[0].what, {
    rule: 'award',
    name: 'Good to see you',
  });
  assert.equal(await asked(phone), undefined);
  // Again on that day: nothing more, and the next code is still good for somebody else.
  const next = await codeAt(till);
  await checkIn(phone, next);
  assert.equal(await balance(phone), 155);
  const other = await t.joined('next@example.com', 'M1');
  assert.equal((await checkIn(other, arabicDigits(next))).body.points, 5);

  await phone.page(paths.poster('H1'));
  await checkIn(phone, await codeAt(await t.onDuty('harbour-1')));
  assert.equal(await balance(phone), 160);
  t.clock.turn(24 * 60 * 60_000);
  till = await t.onDuty('main-1');
  await phone.page(paths.poster('M1'));
  await checkIn(phone, await codeAt(till));
  assert.equal(await balance(phone), 165);
});

test('at home nothing earns: no poster, a saved one, an old or used code, one of another store, or a guess', async () => {
  const phone = await t.joined('home@example.com');
  assert.equal(await keyOf(phone, await codeAt(till)), 'check-in-not-here');
  await phone.page(paths.poster('M1'));
  assert.equal(await keyOf(phone, ''), 'check-in-code-wrong');
  const replaced = await codeAt(till);
  const late = await codeAt(till);
  assert.equal(await keyOf(phone, replaced), 'check-in-code-wrong');
  t.clock.turn(checkInCodeMs);
  assert.equal(await keyOf(phone, late), 'check-in-code-wrong');
  const elsewhere = await codeAt(await t.onDuty('harbour-1'));
  const wrong = await checkIn(phone, elsewhere);
  assertRefused(wrong.status, wrong.text, 'Ask at the till');
  await keyOf(phone, replaced);
  await keyOf(phone, late);
  // The limit holds against the right one too, so that nobody tries on.
  assert.equal(await keyOf(phone, await codeAt(till)), 'too-many-requests');
  t.clock.turn(limits.checkIn.windowMs);
  // Four hours after the poster they have gone home.
  t.clock.turn(placementMs);
  till = await t.onDuty('main-1');
  assert.equal(await balance(phone), 150);
  phone.cookies.delete('__Host-poster');
  assert.equal(await keyOf(phone, await codeAt(till)), 'check-in-not-here');
});

test('a code that is passed on confirms one visit, whoever types it first, also on one phone', async () => {
  const friends = await Promise.all(
    [1, 2, 3, 4].map((turn) => t.joined(`friend-${turn}@example.com`, 'M1')),
  );
  const code = await codeAt(till);
  const said = await Promise.all(friends.map((phone) => checkIn(phone, code)));
  assert.equal(said.filter(({ status }) => status === 200).length, 1);
  const balances = await Promise.all(friends.map((phone) => balance(phone)));
  assert.deepEqual(balances.toSorted(), [150, 150, 150, 155]);
});

test('where the rule gives nothing now, no code is used up; where it is for other stores, none is shown', async () => {
  const [phone, rich] = [
    await t.joined('hours@example.com', 'M1'),
    await t.joined('rich@example.com', 'M1'),
  ];
  await loaded({ ...visit, id: 'gold-visit', when: { stores: ['main'], tiers: ['gold'] } });
  const code = await codeAt(till);
  const none = await checkIn(phone, code);
  assertRefused(none.status, none.text, 'nothing just now');
  await loaded({ ...visit, id: 'scarce', limits: { budget: 8 } });
  assert.equal((await checkIn(rich, code)).body.points, 5);
  assert.equal((await checkIn(phone, await codeAt(till))).body.points, 3);
  await loaded({ ...visit, when: { stores: ['harbour'] } });
  const refused = await till.post(tillApi.checkInCodes);
  assert.equal(refused.body.error.key, 'check-in-not-here');
  assert.equal((await till.get(tillApi.device)).body.checkIn, undefined);
});

test('who has checked in as often as they may reads from when it gives again', async () => {
  await loaded({ ...visit, id: 'monthly', limits: { perMember: { count: 1, every: 'month' } } });
  const phone = await t.joined('monthly@example.com', 'M1');
  const way = async () => (await phone.get(memberApi.earning)).body.ways.at(-1);
  assert.equal((await way()).again, undefined);
  assert.equal((await checkIn(phone, await codeAt(till))).body.points, 5);
  assert.match((await way()).again, /\d/);
});

test('two who type one code at once, by rules that hold each other’s limits, never wait for each other', async () => {
  const limits = { inAll: 1_000 };
  await loaded(
    { ...visit, id: 'a-once', limits: { perMember: { count: 1, every: 'ever' } } },
    { ...visit, id: 'b-all', points: 2, limits },
    { ...visit, id: 'c-all', points: 1, limits },
  );
  const known = await t.joined('known@example.com', 'M1');
  assert.equal((await checkIn(known, await codeAt(till))).body.points, 8);
  // For one of them the first rule gives nothing any more, so that the others are asked first.
  t.clock.turn(24 * 60 * 60_000);
  till = await t.onDuty('main-1');
  for (let turn = 0; turn < 12; turn += 1) {
    t.clock.turn(24 * 60 * 60_000);
    till = await t.onDuty('main-1');
    await known.page(paths.poster('M1'));
    const fresh = await t.joined(`fresh-${turn}@example.com`, 'M1');
    const code = await codeAt(till);
    const said = await Promise.all([checkIn(fresh, code), checkIn(known, code)]);
    assert.deepEqual(said.map(({ status }) => status).toSorted(), [200, 422]);
  }
});

test('a till shows so many codes and no more', async () => {
  await loaded(visit);
  const crowded = await t.onDuty('main-2');
  const said = [];
  for (let turn = 0; turn <= limits.checkInTill.atMost; turn += 1) {
    said.push((await crowded.post(tillApi.checkInCodes)).status);
  }
  assert.deepEqual([said.at(0), said.at(-2), said.at(-1)], [200, 200, 429]);
});
