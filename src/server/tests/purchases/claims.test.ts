import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, paths } from '#contract/paths.ts';
import type { EarningPage } from '#contract/profile.ts';
import { limits, windowOf } from '#domain/limit.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { balance, posAt, wallet } from '#server/tests/kit/counter.ts';
import { claim, dayText, receiptOf, soldToNobody } from '#server/tests/kit/model/claims.ts';
import { eur, shopper, took } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

const dayMs = 24 * 60 * 60_000;
const program = { ...testProgram, claims: { days: 10 } };

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  await loadProgram(t.context, program);
});
// Closing verifies every ledger.
after(() => t.close());

type More = Parameters<typeof soldToNobody>[3];
const sold = (number: string, minor: number, more?: More) => soldToNobody(t, number, minor, more);
const receipt = (receiptNumber: string, amount: string, more?: object) =>
  receiptOf(t, receiptNumber, amount, more);
const keyOf = async (phone: Browser, wish: object) => (await claim(phone, wish)).body.error?.key;

test('who forgot to scan claims the purchase with its receipt, and it earns as if they had scanned', async () => {
  const { phone } = await shopper(t, 'forgot');
  const said = await sold('c-0017', 1_250, { taxes: eur(250) });
  assert.deepEqual([said.status, said.body.claimed], [200, false]);
  assert.ok(said.body.claimableUntil > new Date(t.clock.now() + 10 * dayMs).toISOString());
  const start = await balance(phone);
  // The receipt prints what was paid with taxes; people type numbers as they like.
  const got = await claim(phone, receipt(' C-0017', '15,00'));
  assert.deepEqual([got.status, got.body], [200, { points: 12 }], got.text);
  assert.equal(await balance(phone), start + 12);
  const [line] = (await wallet(phone)).history;
  assert.equal(line.what.receiptNumber, 'c-0017');
  const again = await claim(phone, receipt('c-0017', '15.00'));
  assert.deepEqual([again.status, again.body], [200, { points: 12 }], 'the same claim again');
  assert.equal(await balance(phone), start + 12);
  const told = await sold('c-0017', 1_250, { taxes: eur(250) });
  assert.deepEqual([told.body.claimed, told.body.claimableUntil], [true, null]);
});

test('of two members who claim one receipt at once, one has it, and the till’s later report is refused', async () => {
  const [one, other] = [await shopper(t, 'first'), await shopper(t, 'second')];
  await sold('twice', 2_000);
  const answers = await Promise.all(
    [one, other].map(({ phone }) => claim(phone, receipt('twice', '20'))),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 404]);
  const loser = answers[0]?.status === 200 ? other : one;
  const late = await posAt(t, 'main-1').purchase({
    member: loser.member,
    receiptNumber: 'twice',
    total: eur(2_000),
  });
  assert.deepEqual([late.status, late.body.error?.key], [409, 'receipt-reused']);
  const winner = answers[0]?.status === 200 ? one : other;
  assert.equal((await balance(winner.phone)) - (await balance(loser.phone)), 20);
});

test('it earns by the tier and the order of its own time: what was bought after it is rated anew', async () => {
  const { phone, member } = await shopper(t, 'order');
  const pos = posAt(t, 'main-1');
  await sold('before-gold', 50_000);
  const day = dayText(t.clock.now());
  t.clock.turn(dayMs);
  const total = eur(10_000);
  const after = { member, receiptNumber: 'after', total };
  assert.equal((await pos.purchase(after)).body.points, 100);
  assert.equal((await claim(phone, receipt('before-gold', '500.00', { day }))).body.points, 500);
  assert.ok((await pos.purchase(after)).body.points > 100, 'now sold at the tier that it reached');
});

test('goods that came back before the claim are not earned', async () => {
  const { phone } = await shopper(t, 'back');
  await sold('came-back', 3_000);
  const back = await posAt(t, 'main-1').return('came-back', 'came-back-r', { amount: eur(1_000) });
  assert.equal(back.body.state, 'waiting');
  const start = await balance(phone);
  await claim(phone, receipt('came-back', '30'));
  assert.equal(await balance(phone), start + 20);
  assert.deepEqual(
    took(await posAt(t, 'main-1').return('came-back', 'came-back-r', { amount: eur(1_000) })),
    [10, 0],
  );
});

test('a return that names the shop and no till waits too, unless two tills sold under its number', async () => {
  const { phone } = await shopper(t, 'back-anywhere');
  const purchase = { store: 'main', receiptNumber: 'back-anywhere' };
  const wish = { purchase, amount: eur(1_000) };
  await sold('back-anywhere', 3_000);
  const back = await posAt(t, 'main-2').return('', 'back-anywhere-r', wish);
  assert.deepEqual([back.status, back.body.state], [200, 'waiting'], back.text);
  await sold('back-anywhere', 500, { tillId: 'main-2' });
  const another = await posAt(t, 'main-2').return('', 'back-anywhere-s', wish);
  assert.deepEqual(
    another.body.error?.details.purchases?.map(({ tillId }: { tillId: string }) => tillId),
    ['main-1', 'main-2'],
    another.text,
  );
  const start = await balance(phone);
  await claim(phone, receipt('back-anywhere', '30'));
  assert.equal(await balance(phone), start + 20);
});

test('a till that comes back with the member tells the same sale, or is refused', async () => {
  const { phone, member } = await shopper(t, 'came-to-till');
  await sold('came-to-till', 1_000, { taxes: eur(200) });
  const start = await balance(phone);
  const report = (minor: number) =>
    posAt(t, 'main-1').purchase({
      member,
      receiptNumber: 'came-to-till',
      total: eur(minor),
      taxes: eur(200),
    });
  const other = await report(90_000);
  assert.equal(other.body.error?.details.differs, 'content', other.text);
  assert.equal((await report(1_000)).body.points, 10);
  assert.equal(await balance(phone), start + 10);
});

test('a claim must name shop, number, amount and day, in time, of a day on which one was a member', async () => {
  const { phone } = await shopper(t, 'wrong');
  await sold('wrong', 700);
  const day = dayText(t.clock.now());
  for (const [more, status, key] of [
    [{ amount: 'seven' }, 422, 'claim-unreadable'],
    [{ day: '31.12.' }, 422, 'claim-unreadable'],
    [{ storeId: '' }, 422, 'claim-unreadable'],
    [{ amount: '7.01' }, 404, 'claim-unknown'],
    [{ receiptNumber: 'wrong-1' }, 404, 'claim-unknown'],
    [{ storeId: 'mall' }, 404, 'claim-unknown'],
    [{ day: dayText(t.clock.now() - dayMs) }, 404, 'claim-unknown'],
  ] as const) {
    const got = await claim(phone, receipt('wrong', '7', more));
    assert.deepEqual([got.status, got.body.error?.key], [status, key], JSON.stringify(more));
  }
  t.clock.turn(dayMs);
  const { phone: later } = await shopper(t, 'joined-later');
  assert.equal(await keyOf(later, receipt('wrong', '7', { day })), 'claim-unknown');
  t.clock.turn(10 * dayMs);
  assert.equal(await keyOf(phone, receipt('wrong', '7', { day })), 'claim-unknown');
});

test('guesses are counted against the member and against the receipt, whoever guesses', async () => {
  await sold('guessed', 9_999);
  const people = [];
  for (const name of ['g1', 'g2', 'g3']) people.push((await shopper(t, name)).phone);
  const tries = people.flatMap((phone, index) =>
    [1, 2, 3, 4, 5].map((turn) => claim(phone, receipt('guessed', `${index * 5 + turn}.00`))),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 404).length, 10, 'ten for one receipt');
  assert.equal(statuses.filter((status) => status === 429).length, 5);
  const right = await Promise.all(people.map((phone) => claim(phone, receipt('guessed', '99.99'))));
  assert.deepEqual([...new Set(right.map(({ status }) => status))], [429], 'also the right one');
  // Who has not guessed is not told that it was they who did.
  const owner = (await shopper(t, 'g4')).phone;
  const got = await claim(owner, receipt('guessed', '99.99'));
  assert.equal(got.body.error?.key, 'claim-busy');
  assert.match(got.body.error?.message ?? '', /perhaps not by you\. Show it at the till, or try/);
});

test('two tills that sold the same under one number are not told apart by guessing', async () => {
  const { phone } = await shopper(t, 'apart');
  await sold('apart', 800);
  assert.equal((await sold('apart', 800, { tillId: 'main-2' })).status, 200);
  const got = await claim(phone, receipt('apart', '8.00'));
  assert.deepEqual([got.status, got.body.error?.key], [409, 'claim-ambiguous']);
});

test('a member claims three purchases a day and ten in a month, and what they have is answered again', async () => {
  t.clock.turn(windowOf(limits.claimedMonth, t.clock.now()).retryAfterMs);
  const { phone } = await shopper(t, 'many');
  const keys = [];
  for (let turn = 0; turn < 16; turn += 1) {
    await sold(`many-${turn}`, 1_000);
    const got = await claim(phone, receipt(`many-${turn}`, '10'));
    keys.push(got.body.error?.key ?? got.status);
    if (turn === 3) assert.equal((await claim(phone, receipt('many-0', '10'))).status, 200);
    if (turn % 4 === 3) t.clock.turn(dayMs);
  }
  const day = [200, 200, 200, 'claims-used'];
  const last = [200, 'claims-used', 'claims-used', 'claims-used'];
  assert.deepEqual(keys, [...day, ...day, ...day, ...last]);
});

test('the same report again is the same sale, with another amount it is refused, and old ones are not kept', async () => {
  const first = await sold('again', 500);
  assert.deepEqual((await sold('again', 500)).body, first.body);
  assert.equal((await sold('again', 501)).body.error?.key, 'receipt-reused');
  const soldAt = new Date(t.clock.now() - 20 * dayMs).toISOString();
  assert.equal((await sold('old', 500, { soldAt })).body.claimableUntil, null);
  const { phone } = await shopper(t, 'page');
  const page = (await phone.get(memberApi.earning)).body as EarningPage;
  assert.equal(page.claim?.days, 10);
  assert.equal(page.claim?.until, dayText(t.clock.now()));
  assert.match((await phone.page(paths.earning)).text, /Forgot to scan\?/);
  await loadProgram(t.context, testProgram);
  assert.equal((await sold('none', 500)).body.claimableUntil, null);
  assert.doesNotMatch((await phone.page(paths.earning)).text, /Forgot to scan\?/);
});
