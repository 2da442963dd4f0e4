import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { latestMails } from '#server/storage/people/mails.ts';
import {
  atOnce,
  balance,
  cancel,
  issue,
  issued,
  newId,
  posAt,
  refusal,
  statuses,
  voucher,
  wallet,
} from '#server/tests/kit/counter.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { find } from '#server/tests/kit/members.ts';
import { codes, lines, load, startWithPools } from '#server/tests/kit/pools/pool.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { openMail } from '#server/usecases/ground/queue-mail.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { type IssueWish, issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';

let t: Tillpass;
before(async () => {
  t = await startWithPools();
});
// Closing replays the ledger and counts every pool again.
after(() => t.close());

const minute = 60_000;
const everywhere = (rewardId: string) => ({ rewardId, storeId: null });
const offer = async (phone: Awaited<ReturnType<Tillpass['joined']>>, id: string) =>
  (await wallet(phone)).rewards.find((one: { id: string }) => one.id === id);
const events = (kind: 'pool.low' | 'redemption.expired') =>
  t.context.store.read.selectFrom('events').selectAll().where('kind', '=', kind).execute();

test('a reward without codes is sold out beforehand, and had as soon as codes are there', async () => {
  const phone = await t.joined('first@example.com', 'K1');
  assert.equal((await offer(phone, 'coffee')).refusal.key, 'sold-out');
  assert.equal(refusal(await issue(phone, 'coffee')).key, 'sold-out');
  assert.equal(await balance(phone), 150);
  const till = await t.onDuty('kiosk-1');
  const { number } = (await wallet(phone)).member;
  const suggested = async () =>
    (await find(till, { number })).body.rewards.map(({ id }: { id: string }) => id);
  assert.ok(!(await suggested()).includes('coffee'));
  await load(t, everywhere('coffee'), lines('00-COFFEE/1'));
  assert.equal((await offer(phone, 'coffee')).refusal, null);
  assert.ok((await suggested()).includes('coffee'));
  const { body } = await issue(phone, 'coffee');
  assert.deepEqual([body.code, body.source, body.state], ['00-COFFEE/1', 'pool', 'issued']);
  assert.equal(await balance(phone), 50);
});

test('a store’s own pool comes before that of all stores', async () => {
  await load(t, everywhere('small'), lines('ALL-1', 'ALL-2'));
  await load(t, { rewardId: 'small', storeId: 'mall' }, lines('MALL-1'), { symbology: 'code-39' });
  const here = await issued(await t.joined('mall@example.com', 'L1'), 'small');
  const there = await issued(await t.joined('kiosk@example.com', 'K1'), 'small');
  assert.deepEqual([here.code, there.code], ['MALL-1', 'ALL-1']);
  // Sold out there, though other stores have some: the tills there don't know those.
  const late = await t.joined('mall-late@example.com', 'L1');
  assert.equal((await offer(late, 'small')).refusal.key, 'sold-out');
});

test('a member at home chooses the shop, as its code is good there only', async () => {
  await load(t, { rewardId: 'mug', storeId: 'mall' }, lines('MUG-1'));
  const home = await t.joined('home@example.com');
  const { refusal: why, shops } = await offer(home, 'mug');
  assert.deepEqual([why, shops.map(({ id }: { id: string }) => id)], [null, ['kiosk', 'mall']]);
  assert.equal(refusal(await issue(home, 'mug')).key, 'store-needed');
  const wish = { id: newId(), rewardId: 'mug' };
  const empty = await home.post(memberApi.redemptions, { ...wish, storeId: 'kiosk' });
  assert.equal(refusal(empty).key, 'sold-out');
  assert.equal(await balance(home), 150);
  const chosen = await home.post(memberApi.redemptions, { ...wish, storeId: 'mall' });
  assert.equal(chosen.body.code, 'MUG-1');
});

test('neither cancelled nor run out gives points or the code back before it is settled', async () => {
  await load(t, everywhere('cake'), lines('CAKE-1', 'CAKE-2', 'CAKE-3'));
  const phone = await t.joined('cancels@example.com', 'K1');
  const { id, code } = await issued(phone, 'cake');
  t.clock.turn(minute);
  const cancelled = await cancel(phone, id);
  assert.deepEqual([cancelled.body.state, cancelled.body.code], ['issued', null]);
  assert.equal(cancelled.body.endedAt, t.clock.now());
  t.clock.turn(minute);
  assert.deepEqual((await cancel(phone, id)).body.endedAt, t.clock.now() - minute);
  assert.equal((await wallet(phone)).vouchers.length, 0);
  assert.equal(await balance(phone), 50);

  const other = await t.joined('forgets@example.com', 'K1');
  const forgotten = await issued(other, 'cake');
  t.clock.turn(40 * minute);
  await expireDue(t.context);
  const seen = (await voucher(other, forgotten.id)).body;
  assert.deepEqual([seen.state, seen.code], ['issued', null]);
  assert.equal(await balance(other), 50);
  assert.equal((await events('redemption.expired')).length, 0);
  const third = await issued(await t.joined('third@example.com', 'K1'), 'cake');
  assert.equal(new Set([code, forgotten.code, third.code]).size, 3);
});

test('our till page and API say that it is for the shop’s own till, and whose it is', async () => {
  await load(t, everywhere('dear'), lines('TILL-1'));
  const phone = await t.joined('till@example.com', 'K1');
  const pos = posAt(t, 'main-1');
  await pos.purchase({
    member: { number: (await wallet(phone)).member.number },
    receiptNumber: 'top-up',
    total: { minor: 200_000, currency: 'EUR' },
  });
  const { code } = await issued(phone, 'dear');
  const page = await t.onDuty('main-1');
  const seen = await page.post('/api/till/look', { scanned: `${code}\r` });
  assert.deepEqual(
    [seen.body.reward.name, seen.body.refusal],
    ['Reward dear', { key: 'pool-code' }],
  );
  const refused = refusal(await pos.redeem(code, 'R-1'));
  assert.deepEqual([refused.status, refused.key], [422, 'pool-code']);
  assert.match(refused.message, /shop’s own till/);
  assert.equal(refusal(await pos.redeem('TILL-2', 'R-2')).key, 'code-not-ours');
  // It still tells who buys.
  const bought = await pos.purchase({ member: { scanned: code }, receiptNumber: 'by-code' });
  assert.equal(bought.status, 200);
});

test('two hundred members at once get two hundred codes, none of them twice', async () => {
  const all = codes(200, 0, 'RACE');
  await load(t, { rewardId: 'later', storeId: 'kiosk' }, lines(...all));
  t.clock.turnTo(Date.UTC(2026, 11, 2));
  const members = await newMembers(220);
  const wishes = members.map((memberId) => ({
    memberId,
    id: newId(),
    rewardId: 'later',
    storeId: 'kiosk',
  }));
  const got = await Promise.allSettled(wishes.map((wish) => insist(wish)));
  const refused = got.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  assert.deepEqual(
    refused,
    Array.from({ length: 20 }, () => 'Refused: sold-out'),
  );
  const handed = await t.context.store.read
    .selectFrom('pool_handouts')
    .innerJoin('pool_codes', (join) =>
      join
        .onRef('pool_codes.pool_id', '=', 'pool_handouts.pool_id')
        .onRef('pool_codes.shard', '=', 'pool_handouts.shard')
        .onRef('pool_codes.seq', '=', 'pool_handouts.seq'),
    )
    .select('sealed')
    .where('member_id', 'in', members)
    .execute();
  const texts = handed.map(({ sealed }) => t.context.secrets.open('pool-code', sealed));
  assert.deepEqual(texts.sort(), all);
  // One warning, by event and by mail, though two hundred crossed the mark together.
  const low = (await events('pool.low')).filter(({ data }) => data.includes('"later"'));
  assert.equal(low.length, 1);
  const mails = (await latestMails(t.context.store.read, 500)).map((row) =>
    openMail(t.context, row),
  );
  const warnings = mails.filter(({ subject }) => subject.includes('“Reward later”'));
  assert.equal(warnings.length, 1);
  assert.equal(warnings[0]?.to, 'operator@shop.example');
  assert.match(warnings[0]?.text ?? '', /npm run admin -- pool later FILE --store kiosk/);
});

test('it warns again after the pool was filled, and at the mark that was set', async () => {
  const scope = { rewardId: 'later', storeId: 'mall' };
  const lows = async () =>
    (await events('pool.low')).filter(
      ({ store_id, data }) => store_id === 'mall' && data.includes('"later"'),
    ).length;
  const take = async (count: number) => {
    for (const memberId of await newMembers(count)) {
      const wish = { memberId, id: newId(), rewardId: 'later', storeId: 'mall' };
      await issueVoucher(t.context, wish);
    }
  };
  await load(t, scope, lines(...codes(6, 0, 'LOW')), { lowMark: 4 });
  await take(1);
  assert.equal(await lows(), 0);
  await take(2);
  assert.equal(await lows(), 1);
  await load(t, scope, lines(...codes(6, 6, 'LOW')));
  await take(5);
  assert.equal(await lows(), 2);
  const pool = (await listPools(t.context)).find(
    ({ rewardId, storeId }) => rewardId === 'later' && storeId === 'mall',
  );
  assert.deepEqual([pool?.free, pool?.live, pool?.isLow], [4, 8, true]);
});

test('one tap that arrives twenty times takes one code', async () => {
  await load(t, { rewardId: 'last', storeId: 'kiosk' }, lines(...codes(20, 0, 'TAP')));
  const phone = await t.joined('taps@example.com', 'K1');
  const id = newId();
  const answers = await atOnce(20, () => issue(phone, 'last', id));
  assert.deepEqual(statuses(answers), { 200: 20 });
  const pool = (await listPools(t.context)).find(({ rewardId }) => rewardId === 'last');
  assert.deepEqual([pool?.free, pool?.live], [19, 1]);
});

/** The same wish again, as a phone sends it that got no answer. A busy database may keep somebody waiting too long. */
async function insist(wish: IssueWish, again = 5): Promise<string> {
  return issueVoucher(t.context, wish).catch((error) => {
    if (error instanceof Refused || again === 0) throw error;
    return insist(wish, again - 1);
  });
}

let made = 0;

/** Members without a phone: two hundred sign-ins would test something else. */
async function newMembers(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    made += 1;
    ids.push(await joinDirectly(t, `member-${made}@example.com`));
  }
  return ids;
}
