import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { adminApi, memberApi, reviewAt } from '#contract/paths.ts';
import type { EarningWay } from '#contract/profile.ts';
import type { ReviewRule } from '#domain/program/earning-rule.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import { Browser } from '#server/tests/kit/browser.ts';
import { atOnce, balance, wallet } from '#server/tests/kit/counter.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { assertRefused } from '#server/tests/kit/refused.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { makeAdminKey } from '#server/usecases/pools/admin-key.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

const dayMs = 24 * 60 * 60_000;
const gtin = '04006381333931';
const review = (more: Partial<ReviewRule> = {}): ReviewRule => ({
  id: 'review',
  kind: 'review',
  name: { en: 'A review', ar: 'تقييم' },
  points: 15,
  when: {},
  limits: { perMember: { count: 3, every: 'month' } },
  ...more,
});

let t: Tillpass;
let key: string;
before(async () => {
  t = await startTillpass();
  key = await makeAdminKey(t.context, 'reviews');
  await loaded(review());
});
// Closing verifies every ledger, and that reviews gave what rules gave.
after(() => t.close());

const loaded = (...earning: ReviewRule[]) => loadProgram(t.context, { ...testProgram, earning });
const post = (url: string, body: object) =>
  new Browser(t.app).post(url, body, { authorization: `Bearer ${key}` });
const now = () => new Date(t.clock.now()).toISOString();
const written = async (phone: Browser, reviewId: string, more: object = { gtin }) => ({
  reviewId,
  member: await numberOf(phone),
  rating: 2,
  writtenAt: now(),
  ...more,
});
const report = async (phone: Browser, reviewId: string, more?: object) =>
  post(adminApi.reviews, await written(phone, reviewId, more));
async function linkFor(phone: Browser, reviewId: string, more: object = {}): Promise<string> {
  const wish = { reviewId, member: await numberOf(phone), article: 'MUG-1', ...more };
  const { status, text, body } = await post(adminApi.reviewLinks, wish);
  assert.equal(status, 200, text);
  return new URL(body.url).pathname;
}
const press = (by: Browser, path: string) => by.form(path, {});

test('a review earns once an id and once a product, in whatever spelling and however often it is sent', async () => {
  const phone = await t.joined('writer@example.com');
  const retried = await atOnce(4, () => report(phone, 'rv-1'));
  for (const { body } of retried) assert.deepEqual(body, { outcome: 'given', points: 15 });
  const same = await report(phone, 'rv-2', { gtin: '4006381333931' });
  assert.deepEqual(same.body, { outcome: 'had', points: 0 });
  assert.deepEqual((await report(phone, 'rv-2', { gtin })).body, { outcome: 'had', points: 0 });
  assert.equal(await balance(phone), 165);
  assert.deepEqual((await wallet(phone)).history[0].what, { rule: 'award', name: 'A review' });

  assert.equal((await report(phone, 'rv-3', { article: 'MUG-2' })).body.points, 15);
  assert.equal((await report(phone, 'rv-4', { article: 'MUG-3' })).body.points, 15);
  const used = await report(phone, 'rv-5', { article: 'MUG-4' });
  assert.deepEqual(used.body, { outcome: 'limits', points: 0 });
  const [way] = (await phone.get(memberApi.earning)).body.ways.slice(1) as EarningWay[];
  assert.equal(way?.again, 'You’ve had it as often as you may. Again from 1 February 2026.');
  t.clock.turn(31 * dayMs);
  // What the limits left nothing for stays so: an id is answered once. Another review of the same product gives.
  assert.equal((await report(phone, 'rv-5', { article: 'MUG-4' })).body.points, 0);
  assert.equal((await report(phone, 'rv-6', { article: 'mug-4' })).body.points, 15);
  assert.equal(await balance(phone), 210);
});

test('whichever of two reviews of a product comes first gives, and the same id never for two members', async () => {
  const [one, two] = [await t.joined('one@example.com'), await t.joined('two@example.com')];
  const both = await Promise.all([report(one, 'same-a'), report(one, 'same-b')]);
  assert.deepEqual(both.map(({ body }) => body.points).toSorted(), [0, 15]);
  const raced = await Promise.all([
    report(one, 'race', { article: 'R' }),
    report(two, 'race', { article: 'R' }),
  ]);
  assert.deepEqual(raced.map(({ status }) => status).toSorted(), [200, 409]);
  assert.equal((await balance(one)) + (await balance(two)), 300 + 30);
});

test('what is wrong is refused at its field, and changes nothing', async () => {
  const phone = await t.joined('wrong@example.com');
  const wrong: [object, string, string | null][] = [
    [{ gtin: '4006381333932' }, 'request-invalid', '/gtin'],
    [{ gtin: '400638' }, 'request-invalid', '/gtin'],
    [{}, 'request-invalid', '/gtin'],
    [{ gtin, article: 'A' }, 'request-invalid', '/article'],
    [{ gtin, rating: 6 }, 'request-invalid', '/rating'],
    [{ gtin, writtenAt: '2026-02-30T00:00:00Z' }, 'request-invalid', '/writtenAt'],
    [{ gtin, writtenAt: '2019-01-01T00:00:00Z' }, 'review-early', null],
    [{ gtin, writtenAt: new Date(t.clock.now() + dayMs).toISOString() }, 'time-ahead', null],
    [{ gtin, member: '1' }, 'member-unknown', null],
  ];
  for (const [more, expected, pointer] of wrong) {
    const { status, text, body } = await report(phone, 'wrong-1', more);
    assertRefused(status, text, JSON.stringify(more));
    assert.equal(body.error.key, expected, text);
    if (pointer !== null) assert.equal(body.error.pointer, pointer, text);
  }
  await loaded();
  assert.equal((await report(phone, 'wrong-2')).body.error.key, 'review-none');
  await loaded(review());
  assert.equal(await balance(phone), 150);
  await eraseMember(t.context, await idOf(t, 'wrong@example.com'), 'support');
});

test('a link gives nothing when it is opened, once when its button is pressed, and says nothing of the member', async () => {
  const phone = await t.joined('linked@example.com');
  const path = await linkFor(phone, 'order-7');
  assert.equal(await linkFor(phone, 'order-7'), path);
  const robot = t.browser();
  for (let n = 0; n < 3; n += 1) {
    const { status, text } = await robot.page(path);
    assert.equal(status, 200);
    assert.match(text, /Get my points/);
    assert.doesNotMatch(text, /linked@|MUG|order-7/);
  }
  assert.equal(await balance(phone), 150);
  const pressed = await atOnce(4, () => press(robot, path));
  for (const { status, text } of pressed) {
    assert.equal(status, 200);
    assert.match(text, /15 points are in your history/);
  }
  assert.equal(await balance(phone), 165);
  assert.match((await phone.page(path)).text, /15 points are in your history/);
  // The same review by API is the one that was taken.
  const body = await written(phone, 'order-7', { article: 'MUG-1' });
  assert.deepEqual((await post(adminApi.reviews, body)).body, { outcome: 'given', points: 15 });
  assert.equal(
    (await post(adminApi.reviews, { ...body, article: 'X' })).body.error.key,
    'id-taken',
  );
});

test('a link gives nobody else anything, nothing after its days, and nothing with another signature', async () => {
  const [phone, other] = [await t.joined('mine@example.com'), await t.joined('other@example.com')];
  const path = await linkFor(phone, 'order-8', { days: 2 });
  for (const { status, text } of [await other.page(path), await press(other, path)]) {
    assert.equal(status, 403);
    assert.match(text, /made for another member/);
    assert.doesNotMatch(text, /mine@|Get my points/);
  }
  assert.equal((await press(t.browser(), `${path.slice(0, -1)}x`)).status, 410);
  assert.equal((await t.browser().page(reviewAt('nothing'))).status, 410);
  await loaded();
  assert.match((await phone.page(path)).text, /no points just now/);
  assert.equal((await press(phone, path)).status, 422);
  await loaded(review());
  t.clock.turn(2 * dayMs);
  assert.equal((await press(phone, path)).status, 410);
  assert.match((await t.browser().page(path)).text, /gives nothing any more/);
  assert.equal(await balance(phone), 150);
});

test('support prints the same link, and who has left gets nothing by an old one', async () => {
  const phone = await t.joined('gone@example.com');
  const path = await linkFor(phone, 'order-9');
  const printed = await runCommand(
    t.context,
    'review-link',
    'gone@example.com',
    'MUG-1',
    'order-9',
  );
  assert.equal(new URL(printed.split('\n')[0] ?? '').pathname, path);
  const command = (...args: string[]) => runCommand(t.context, 'review-link', ...args);
  await assert.rejects(
    command('gone@example.com', 'MUG-2', 'order-9'),
    /another member or product/,
  );
  await assert.rejects(command('gone@example.com', '4006381333932', 'o-1'), /no GTIN/);
  await assert.rejects(command('gone@example.com', 'MUG-1', 'o-1', '--days', '91'), /1 to 90/);
  await eraseMember(t.context, await idOf(t, 'gone@example.com'), 'support');
  assert.equal((await press(t.browser(), path)).status, 410);
});
