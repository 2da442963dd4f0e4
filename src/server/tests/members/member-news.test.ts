import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { stateIn } from '#contract/document.ts';
import { api } from '#contract/links.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { sessionMs } from '#domain/people/session.ts';
import { type Another, anotherProcess } from '#server/tests/kit/another-process.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { issued, newId, posAt, voucher } from '#server/tests/kit/counter.ts';
import { listenAt, liveUrl, newsIn } from '#server/tests/kit/listening.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

let t: Tillpass;
let other: Another;
let url: string;
before(async () => {
  t = await startTillpass();
  other = await anotherProcess(t);
  url = await liveUrl(other.app);
});
after(async () => {
  await other.close();
  await t.close();
});

/** The data that a page gets in its document. */
async function open(phone: Browser, path: string) {
  const { text } = await phone.page(path);
  const { queries = [] } = stateIn(text) ?? {};
  return queries.at(-1)?.data as { news: number; balance?: number; at?: number };
}

const turns = 40;

test('a change at any moment around a page’s reading and its stream’s opening is known of', async () => {
  const phone = await t.joined('moments@example.com', 'M1');
  const till = posAt({ ...t, app: other.app }, 'main-1');
  const { number } = (await phone.get(memberApi.wallet)).body.member;
  for (let turn = 0; turn < turns; turn += 1) {
    const buys = async () => {
      // Spread over everything that the page does meanwhile.
      for (let pause = 0; pause < turn; pause += 1) await new Promise(setImmediate);
      const sold = await till.purchase({ receiptNumber: `M-${turn}`, member: { number } });
      assert.equal(sold.status, 200, sold.text);
    };
    const looks = async () => {
      const page = await open(phone, paths.wallet);
      return { page, live: await listenAt(url, phone) };
    };
    const [{ page, live }] = await Promise.all([looks(), buys()]);
    const truth = (await phone.get(memberApi.wallet)).body;
    // A page that is behind must hear of it from the stream's first or next message; a page that is not must show the
    // truth.
    if (page.balance !== truth.balance) {
      const heard = live.news > page.news ? live.news : newsIn('changed', await live.next());
      assert.equal(heard, truth.news, `turn ${turn}`);
      assert.ok(page.news < truth.news, `turn ${turn}`);
    }
    live.leave();
  }
});

test('each answer and each document says where the news stood', async () => {
  const phone = await t.joined('each@example.com', 'M1');
  const { news } = await open(phone, paths.wallet);
  const { id } = await issued(phone, 'small');
  const later = news + 1;
  for (const path of [paths.wallet, paths.rewards, paths.history, paths.profile])
    assert.equal((await open(phone, path)).news, later, path);
  assert.equal((await open(phone, paths.redemption(id))).news, later);
  for (const path of [memberApi.wallet, memberApi.history, memberApi.profile, api.redemption(id)])
    assert.equal((await phone.get(path)).body.news, later, path);
});

test('the answer to a change counts that change already', async () => {
  const phone = await t.joined('own@example.com', 'M1');
  const { body } = await phone.post(memberApi.redemptions, { id: newId(), rewardId: 'small' });
  assert.equal((await voucher(phone, body.id)).body.news, body.news);
  const cancelled = await phone.post(api.cancel(body.id));
  assert.equal(cancelled.body.news, body.news + 1);
  const named = await phone.post(memberApi.profile, { firstName: 'Ann' });
  assert.equal(named.body.news, body.news + 2);
});

test('looking writes nothing', async () => {
  const phone = await t.joined('look@example.com', 'M1');
  const before = (await phone.get(memberApi.wallet)).body.news;
  for (const path of [paths.wallet, paths.history, paths.profile]) await phone.page(path);
  t.clock.turn(sessionMs / 2);
  assert.equal((await phone.get(memberApi.wallet)).body.news, before);
});

test('numbers rise in the order of the commits, many at once', async () => {
  const phone = await t.joined('many@example.com', 'M1');
  const { news, member } = (await phone.get(memberApi.wallet)).body;
  const here = posAt(t, 'main-1');
  const there = posAt({ ...t, app: other.app }, 'main-1');
  const seen: { news: number; balance: number }[] = [];
  let selling = true;
  const watching = (async () => {
    const watcher = new Browser(other.app);
    for (const [name, value] of phone.cookies) watcher.cookies.set(name, value);
    while (selling) {
      seen.push((await watcher.get(memberApi.wallet)).body);
      // SQLite answers so soon that nothing else would have its turn.
      await new Promise(setImmediate);
    }
  })();
  const sales = Array.from({ length: 30 }, (_, at) =>
    (at % 2 ? here : there).purchase({
      receiptNumber: `N-${at}`,
      member: { number: member.number },
    }),
  );
  const sold = await Promise.all(sales);
  selling = false;
  await watching;
  for (const sale of sold) assert.equal(sale.status, 200, sale.text);
  const truth = (await phone.get(memberApi.wallet)).body;
  assert.equal(truth.news, news + 30);
  // What is shown is never older than its count: each count is ten points.
  for (const shown of seen) assert.ok(shown.balance >= 150 + (shown.news - news) * 10);
});
