import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posApi, tillApi } from '#contract/paths.ts';
import { adminCommands } from '#server/admin/admin-commands.ts';
import { eventsAfter, lastPlace } from '#server/storage/events/events.ts';
import { watchNotes } from '#server/storage/events/watch.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued, newId, posAt, refusal } from '#server/tests/kit/counter.ts';
import { addPurchase, numberOf } from '#server/tests/kit/members.ts';
import { claim, receiptOf, soldToNobody } from '#server/tests/kit/model/claims.ts';
import { joinBy, linkOf, referralRule } from '#server/tests/kit/model/inviting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { rewardInviters } from '#server/usecases/purchases/reward-inviters.ts';
import { memberIdOfNumber } from '#server/usecases/scan/find-named.ts';
import { watchStaff } from './watch-staff.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
});
after(() => t.close());

const admin = async (command: string, ...args: string[]): Promise<string> =>
  ((await adminCommands[command]?.run(t.context, args)) ?? []).join('\n');

/** The notes since then, oldest first, after all events were read. */
async function noted(since: number): Promise<string[]> {
  await settled(t.context.store);
  while (await watchStaff(t.context)) {}
  const notes = await watchNotes(t.context.store.read, { storeId: null, since });
  return notes.map(({ rule }) => rule).reverse();
}

/** Moves the clock to another day, so that earlier acts no longer count. */
function nextDay(): number {
  t.clock.turn(24 * 60 * 60_000);
  return t.clock.now();
}

const redeem = (till: Browser, scanned: string, entered: 'scanned' | 'typed' = 'scanned') =>
  till.post(tillApi.redeem, { scanned, id: newId(), entered });
const reverse = (till: Browser, redemptionId: string) =>
  till.post(tillApi.reverse, { redemptionId, reason: 'A mistake.' });

test('an associate who serves the own account is noted, and told nothing of it', async () => {
  const since = nextDay();
  const own = await t.joined('Sam.Main@example.com');
  const said = await admin(
    'own-address',
    'main',
    'Sam',
    'of',
    'Main',
    'St.',
    'sam.main@EXAMPLE.com',
  );
  assert.equal(said, 'Sam of Main St. of Main St. is known by that address.');
  const till = await t.onDuty('main-1');
  const from = await lastPlace(t.context.store.read);
  const { code, id } = await issued(own, 'small');
  const { status, text } = await redeem(till, code);
  assert.equal(status, 200);
  assert.deepEqual(await noted(since), ['own-account']);
  assert.doesNotMatch(text + (await till.get(tillApi.recent)).text, /own-account|watch/);

  await settled(t.context.store);
  const events = await eventsAfter(t.context.store.read, from, { limit: 100 });
  const event = events.find(({ kind }) => kind === 'watch.noted');
  assert.equal(event?.store_id, 'main');
  const { rule, redemptionId } = JSON.parse(event.data);
  assert.deepEqual({ rule, redemptionId }, { rule: 'own-account', redemptionId: id });
  assert.doesNotMatch(event.data, /Sam|@/);

  // A tag leads to the same mailbox, so this second membership is theirs too.
  const tagged = await t.joined('sam.main+points@example.com');
  const member = { number: await numberOf(tagged) };
  for (const receiptNumber of ['tagged-1', 'tagged-2']) {
    assert.equal((await posAt(t, 'main-1').purchase({ member, receiptNumber })).status, 200);
  }
  const second = await issued(tagged, 'small');
  assert.equal((await redeem(till, second.code)).status, 200);
  assert.deepEqual(await noted(since), ['own-account', 'own-account']);

  await admin('end-own-address', 'main', 'Sam', 'of', 'Main', 'St.');
  const third = await issued(tagged, 'small');
  assert.equal((await redeem(till, third.code)).status, 200);
  assert.deepEqual(await noted(since), ['own-account', 'own-account']);
});

test('codes that are typed, one after the other, are noted once', async () => {
  const since = nextDay();
  const till = await t.onDuty('main-1');
  for (const name of ['t1', 't2', 't3', 't4']) {
    await redeem(
      till,
      (await issued(await t.joined(`${name}@example.com`), 'small')).code,
      'typed',
    );
  }
  assert.deepEqual(await noted(since), ['typed-in-a-row']);
});

test('who undoes a redemption stands beside it, with why, and undoing late is noted', async () => {
  const since = nextDay();
  const till = await t.onDuty('main-1');
  const { code, id } = await issued(await t.joined('late@example.com'), 'small');
  await redeem(till, code);
  t.clock.turn(45 * 60_000);
  await reverse(till, id);
  // A reversal that is sent twice happens once and is noted once.
  await reverse(till, id);
  assert.deepEqual(await noted(since), ['reversed-late']);
  const row = await t.context.store.read
    .selectFrom('redemptions')
    .select(['associate_id', 'reversed_by', 'end_reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  assert.equal(row.end_reason, 'A mistake.');
  assert.ok(row.reversed_by);
  assert.equal(row.reversed_by, row.associate_id);
});

test('undoing at night, by the shop’s clock, is noted', async () => {
  const day = nextDay();
  // 21:30 UTC is 22:30 in Berlin.
  t.clock.turnTo(day - (day % 86_400_000) + 86_400_000 + 21.5 * 60 * 60_000);
  const since = t.clock.now();
  const till = await t.onDuty('main-1');
  const { code, id } = await issued(await t.joined('night@example.com'), 'small');
  await redeem(till, code);
  await reverse(till, id);
  assert.deepEqual(await noted(since), ['reversed-after-closing']);
});

test('a large purchase that an associate reports is noted, one that a POS reports is not', async () => {
  const since = nextDay();
  const numbers = [await numberOf(await t.joined('large@example.com'))];
  numbers.push(await numberOf(await t.joined('larger@example.com')));
  const [first = '', second = ''] = numbers;
  const total = { minor: 99_999, currency: 'EUR' };
  const sold = { member: { number: first }, receiptNumber: 'large-1', total };
  await posAt(t, 'main-1').purchase(sold);
  assert.deepEqual(await noted(since), []);
  const till = await t.onDuty('main-1');
  assert.equal((await addPurchase(till, first, 'large-2', 50_000)).status, 200);
  assert.deepEqual(await noted(since), []);
  assert.equal((await addPurchase(till, second, 'large-3', 50_001)).status, 200);
  assert.deepEqual(await noted(since), ['large-purchase']);
});

test('forty purchases by hand to a friend are noted by their sum, before they are many', async () => {
  const since = nextDay();
  const till = await t.onDuty('harbour-1');
  const friend = await numberOf(await t.joined('friend@example.com'));
  for (let turn = 0; turn < 4; turn += 1)
    assert.equal((await addPurchase(till, friend, `friend-${turn}`, 24_999)).status, 200);
  assert.deepEqual(await noted(since), ['member-by-hand']);
  const fifth = await addPurchase(till, friend, 'friend-5', 24_999);
  assert.equal(refusal(fifth).key, 'second-person-needed');
});

test('support’s adjustments and a POS that guesses stand in the list in words', async () => {
  const since = nextDay();
  const number = await numberOf(await t.joined('adjusted@example.com'));
  const memberId = await memberIdOfNumber(await readWork(t.context), number);
  const why = { en: 'A present', ar: 'هدية' };
  await adjustPoints(t.context, { memberId, id: 'present', points: 5_001, why });
  for (let turn = 0; turn < 60; turn += 1)
    await posAt(t, 'main-2').post(posApi.findMember, { number: '0000000000' });
  assert.deepEqual((await noted(since)).sort(), ['many-adjustments', 'till-guessed']);
  const list = await admin('watch', '--since', '1h');
  assert.match(
    list,
    /support by \S.*: adjusted 1 time within 12 hours, 5,001 points, last of member/,
  );
  assert.match(list, /Main St\., Till 2: sent so much that is nobody’s/);
});

test('a fourth voucher of one member is noted, and the administrator reads it in words', async () => {
  const since = nextDay();
  const till = await t.onDuty('harbour-1');
  const phone = await t.joined('often@example.com');
  const { number } = (await phone.get('/api/wallet')).body.member;
  for (let count = 1; count <= 5; count += 1)
    await redeem(till, (await issued(phone, 'small')).code);
  assert.deepEqual(await noted(since), ['same-member']);
  assert.match(
    await admin('watch', 'harbour', '--since', '1h'),
    new RegExp(
      `^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  Harbour, Sam of Harbour: redeemed 4 vouchers of member ${number} within 12 hours \\[[\\w-]+\\]$`,
    ),
  );
  assert.equal(await admin('watch', 'main', '--since', '1h'), 'Nothing was noted.');
  assert.equal((await admin('watch', '--since', '30d')).split('\n').length, 10);
  await assert.rejects(admin('watch', 'nowhere'), /There is no store "nowhere"; there are main/);
  await assert.rejects(admin('watch', '--since', 'lately'), /"lately" is no time/);
});

test('an associate who claims a receipt of their own store is noted, and a till of which many are claimed', async () => {
  const since = nextDay();
  await loadProgram(t.context, { ...testProgram, claims: { days: 10 } });
  const own = await t.joined('sam.main+slips@example.com');
  await admin('own-address', 'main', 'Sam', 'of', 'Main', 'St.', 'sam.main@example.com');
  const claimed = async (phone: Browser, number: string) => {
    await soldToNobody(t, number, 1_000);
    assert.equal((await claim(phone, receiptOf(t, number, '10'))).status, 200);
  };
  await claimed(own, 'slip-0');
  assert.deepEqual(await noted(since), ['own-claim']);
  for (const turn of [1, 2, 3, 4, 5]) {
    await claimed(await t.joined(`slip-${turn}@example.com`), `slip-${turn}`);
  }
  assert.deepEqual(await noted(since), ['own-claim']);
  await claimed(await t.joined('slip-6@example.com'), 'slip-6');
  assert.deepEqual((await noted(since)).sort(), ['many-claims', 'own-claim']);
  assert.match(await admin('watch'), /claimed a receipt of the own store/);
});

test('an associate whose invited friend buys in their store is noted, and a till where many friends do', async () => {
  const since = nextDay();
  const many = { count: 20, every: 'month' } as const;
  const friends = referralRule({ purchases: 1, limits: { perMember: many } });
  await loadProgram(t.context, { ...testProgram, earning: [friends] });
  const own = await t.joined('pat.main@example.com');
  await admin('own-address', 'main', 'Sam', 'of', 'Main', 'St.', 'pat.main@example.com');
  const other = await t.joined('inviter@example.com');
  const bought = async (link: string, name: string) => {
    const phone = await joinBy(t, link, `${name}@example.com`);
    const sold = {
      member: { number: await numberOf(phone) },
      receiptNumber: name,
      total: { minor: 1_000, currency: 'EUR' },
    };
    assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
    await rewardInviters(t.context);
  };
  await bought(await linkOf(own), 'friend-of-sam');
  assert.deepEqual(await noted(since), ['own-friend']);
  const link = await linkOf(other);
  for (const turn of [1, 2, 3, 4, 5]) await bought(link, `friend-${turn}`);
  assert.deepEqual(await noted(since), ['own-friend']);
  await bought(link, 'friend-6');
  assert.deepEqual((await noted(since)).sort(), ['many-friends', 'own-friend']);
  assert.match(await admin('watch'), /invited a friend who bought in the own store/);
});
