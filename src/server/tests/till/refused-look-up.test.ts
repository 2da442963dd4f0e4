// Why an act is refused says what a member has, so a till that asks one number after the other is looking members up.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { posApi } from '#contract/paths.ts';
import { limits } from '#domain/limit.ts';
import { membershipNumberFrom } from '#domain/scan/membership-number.ts';
import { countUp } from '#server/storage/people/limits.ts';
import type { Seen } from '#server/tests/kit/browser.ts';
import { issued, posAt, said } from '#server/tests/kit/counter.ts';
import { addPurchase, askMember, find, idOf, numberOf } from '#server/tests/kit/members.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
beforeEach(async () => {
  t = await startTillpass();
});
afterEach(() => t.close());

const joined = async (name: string) => {
  const phone = await t.joined(`${name}@refused.example`);
  return { phone, number: await numberOf(phone), id: await idOf(t, `${name}@refused.example`) };
};
const lookedUp = async () => {
  const { read } = t.context.store;
  const rows = await read
    .selectFrom('events')
    .selectAll()
    .where('kind', '=', 'member.looked-up')
    .execute();
  return rows.map(({ member_id, data }) => `${JSON.parse(data).by} ${member_id}`).sort();
};
const room = ({ headers }: Seen) =>
  Number(/"pos:look-up";r=(\d+)/.exec(String(headers.ratelimit))?.[1]);
const fill = (limit: (typeof limits)[keyof typeof limits], tillId: string) =>
  t.context.store.transact(async (tx) => {
    for (let turn = 0; turn < limit.atMost; turn += 1)
      await countUp(tx, limit, tillId, t.clock.now());
  });
const question = (memberNumber: string, rewardId: string) => ({
  memberNumber,
  rewardId,
  receiptNumber: crypto.randomUUID(),
});

test('a POS’s question that is refused counts as a look-up, once an hour, and a full limit hides the reason', async () => {
  const [one, two, three] = [await joined('one'), await joined('two'), await joined('three')];
  const pos = posAt(t, 'main-1');
  const ask = (number: string, rewardId: string) =>
    pos.post(posApi.confirmations, question(number, rewardId));
  const short = await ask(one.number, 'dear');
  assert.deepEqual([...said(short), room(short)], [422, 'points-short', 1_199]);
  const tier = await ask(one.number, 'golden');
  assert.deepEqual([...said(tier), room(tier)], [422, 'tier-required', 1_199]);
  const nothing = await ask(two.number, 'no-such-reward');
  assert.deepEqual([...said(nothing), room(nothing)], [404, 'reward-unknown', 1_198]);
  assert.deepEqual(await lookedUp(), [`number ${one.id}`, `number ${two.id}`].sort());

  await fill(limits.lookUpPos, 'main-1');
  const hidden = await ask(three.number, 'dear');
  assert.deepEqual(said(hidden), [429, 'too-many-requests']);
  assert.equal(hidden.body.error.missing, undefined);
  assert.deepEqual(said(await ask(one.number, 'dear')), [422, 'points-short'], 'looked up before');
  assert.equal((await ask(three.number, 'coffee')).status, 200, 'what can be had is asked');
  assert.equal((await lookedUp()).length, 2);
});

test('so does a purchase that is refused once its member is known, unless a voucher was scanned', async () => {
  const [one, two, three] = [await joined('one'), await joined('two'), await joined('three')];
  const pos = posAt(t, 'main-1');
  const soldAt = new Date(t.clock.now() - 3 * 24 * 60 * 60_000).toISOString();
  const sell = (member: object) =>
    pos.purchase({ member, soldAt, receiptNumber: crypto.randomUUID() });
  const early = await sell({ number: one.number });
  assert.deepEqual([...said(early), room(early)], [422, 'sold-before-joining', 1_199]);
  const byId = await sell({ memberId: one.id });
  assert.deepEqual([...said(byId), room(byId)], [422, 'sold-before-joining', 1_199]);
  const scanned = await sell({ scanned: two.number });
  assert.deepEqual([...said(scanned), room(scanned)], [422, 'sold-before-joining', 1_198]);
  const { code } = await issued(three.phone, 'small');
  const shown = await sell({ scanned: code });
  assert.deepEqual([...said(shown), room(shown)], [422, 'sold-before-joining', 1_198]);
  assert.deepEqual(await lookedUp(), [`number ${one.id}`], 'a scanned number is only counted');
});

test('at a till page too: who was found is not counted again, and asking for a colleague is no look-up', async () => {
  const [one, two, three] = [await joined('one'), await joined('two'), await joined('three')];
  const till = await t.onDuty('main-1');
  await find(till, { number: one.number });
  assert.deepEqual(said(await askMember(till, one.number, 'dear')), [422, 'points-short']);
  assert.deepEqual(await lookedUp(), [`number ${one.id}`]);
  const alone = await addPurchase(till, two.number, 'P-1', 1_000_000_000);
  assert.deepEqual(said(alone), [403, 'second-person-needed']);
  assert.deepEqual(await lookedUp(), [`number ${one.id}`]);
  assert.deepEqual(said(await askMember(till, two.number, 'dear')), [422, 'points-short']);
  assert.deepEqual(await lookedUp(), [`number ${one.id}`, `number ${two.id}`].sort());

  await fill(limits.lookUp, 'main-1');
  const hidden = await askMember(till, three.number, 'dear');
  assert.deepEqual(said(hidden), [429, 'too-many-requests']);
});

test('with all look-ups used up, who is nobody is answered as a member who was not looked up yet', async () => {
  const [one, two] = [await joined('one'), await joined('two')];
  const nobody = {
    number: membershipNumberFrom(Uint8Array.of(1, 2, 3, 4, 5, 6)),
    email: 'nobody@refused.example',
  };
  const till = await t.onDuty('main-1');
  const pos = posAt(t, 'main-1');
  const sale = (number: string) => ({
    member: { number },
    receiptNumber: crypto.randomUUID(),
    soldAt: new Date(t.clock.now()).toISOString(),
    total: { minor: 1_000, currency: 'EUR' },
  });
  await find(till, { number: one.number });
  for (const limit of [limits.lookUp, limits.scannedNumber, limits.lookUpPos])
    await fill(limit, 'main-1');
  const busy = [429, 'too-many-requests'];
  for (const wish of [
    { number: two.number },
    { number: nobody.number },
    { email: 'two@refused.example' },
    { email: nobody.email },
    { scanned: two.number },
    { scanned: nobody.number },
  ])
    assert.deepEqual(said(await find(till, wish)), busy, JSON.stringify(wish));
  for (const number of [two.number, nobody.number]) {
    const history = posApi.history.replace(':number', number);
    const authorization = `Bearer ${t.keys.get('main-1')}`;
    assert.deepEqual(said(await t.browser().get(history, { authorization })), busy);
    assert.deepEqual(said(await pos.post(`${posApi.purchases}?dryRun=true`, sale(number))), busy);
  }
  assert.equal((await find(till, { number: one.number })).status, 200, 'looked up before');
  const sold = await pos.post(posApi.purchases, sale(nobody.number));
  assert.deepEqual(said(sold), [404, 'member-unknown'], 'a sale is told what is wrong with it');
});

test('a key that was used for another request is no look-up: it tells nothing of the member', async () => {
  const [one, two] = [await joined('one'), await joined('two')];
  const pos = posAt(t, 'main-1');
  const key = { 'idempotency-key': 'the-same' };
  const sell = (number: string) =>
    pos.purchase({ member: { number }, receiptNumber: `K-${number}` }, key);
  assert.equal((await sell(one.number)).status, 200);
  await fill(limits.lookUpPos, 'main-1');
  assert.deepEqual(said(await sell(two.number)), [422, 'key-reused']);
  assert.deepEqual(await lookedUp(), []);
});
