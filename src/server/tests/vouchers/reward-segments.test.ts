import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memberApi } from '#contract/paths.ts';
import type { Program, Reward } from '#domain/program/program.ts';
import type { Segment } from '#domain/segments/segment.ts';
import { runCommand } from '#server/tests/kit/admin.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issue, issued, newId, posAt, wallet } from '#server/tests/kit/counter.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

const segments: readonly Segment[] = [
  {
    id: 'bread-lovers',
    name: { en: 'Bread lovers' },
    all: [
      { kind: 'bought', times: 2, goods: { categories: ['bread'] }, within: { days: 30 } },
      { kind: 'not-bought', goods: { categories: ['cake'] } },
    ],
  },
  { id: 'newcomers', name: { en: 'New' }, all: [{ kind: 'joined', atMostDays: 6 }] },
];
const only = (id: string, segment: string): Reward => ({
  id,
  name: { en: id },
  instruction: { en: 'Give it' },
  worth: { kind: 'perk' },
  points: 0,
  segments: [segment],
});
const program: Program = {
  ...testProgram,
  earning: [
    {
      id: 'news',
      kind: 'newsletter',
      name: { en: 'News' },
      points: 1,
      doubleOptIn: false,
      when: {},
      limits: {},
    },
  ],
  segments,
  rewards: [...testProgram.rewards, only('loaf', 'bread-lovers'), only('hello', 'newcomers')],
};

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program });
});
after(() => t.close());

let receipts = 0;
const day = 24 * 60 * 60_000;

/** Buys one thing of a category, so many days ago. @returns the receipt's number */
async function buy(phone: Browser, category: string, daysAgo = 0): Promise<string> {
  const { number } = (await wallet(phone)).member;
  const receiptNumber = `S-${++receipts}`;
  const amount = { minor: 400, currency: 'EUR' };
  const sold = await posAt(t, 'main-1').purchase({
    receiptNumber,
    member: { number },
    soldAt: new Date(t.clock.now() - daysAgo * day).toISOString(),
    total: amount,
    lines: [{ id: '1', minor: 400, categories: [category] }],
  });
  assert.equal(sold.status, 200, sold.text);
  return receiptNumber;
}
const offered = async (phone: Browser): Promise<string[]> => {
  const { rewards }: { rewards: readonly { id: string }[] } = await wallet(phone);
  return rewards.map(({ id }) => id).filter((id) => id === 'loaf' || id === 'hello');
};
const keyOf = async (phone: Browser, reward: string) =>
  (await issue(phone, reward, newId())).body.error?.key;

test('only who is in its segment sees a reward and gets it, and a voucher stays good', async () => {
  const phone = await t.joined('baker@example.com');
  assert.deepEqual(await offered(phone), ['hello']);
  const hello = await issued(phone, 'hello');
  assert.equal(await keyOf(phone, 'loaf'), 'reward-unknown');
  t.clock.turn(8 * day);
  assert.deepEqual(await offered(phone), []);
  assert.equal(await keyOf(phone, 'hello'), 'reward-unknown');
  assert.ok(hello.code);

  await buy(phone, 'Bread > Rye');
  assert.deepEqual(await offered(phone), []);
  // Reported late, it counts by its own time.
  await buy(phone, 'bread', 5);
  assert.deepEqual(await offered(phone), ['loaf']);
  const loaf = await issued(phone, 'loaf');
  await buy(phone, 'Cake');
  assert.deepEqual(await offered(phone), []);
  const redeemed = await posAt(t, 'main-1').redeem(loaf.code, 'S-loaf');
  assert.equal(redeemed.status, 200, redeemed.text);
});

test('what came back does not count', async () => {
  const phone = await t.joined('returner@example.com');
  t.clock.turn(8 * day);
  await buy(phone, 'bread');
  const second = await buy(phone, 'bread');
  assert.deepEqual(await offered(phone), ['loaf']);
  const back = await posAt(t, 'main-1').return(second, `${second}-back`);
  assert.equal(back.status, 200, back.text);
  assert.deepEqual(await offered(phone), []);
});

test('news goes to those who agreed and are in its segment, and the command counts who is', async (test) => {
  const phones = [await t.joined('in@example.com'), await t.joined('out@example.com')];
  for (const phone of phones) await phone.post(memberApi.newsletter, { wanted: 'yes' });
  for (const _ of [1, 2]) await buy(phones[0] as Browser, 'bread');
  const folder = await mkdtemp(join(tmpdir(), 'news-'));
  test.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'news.yaml');
  const words = '{ subject: Rye, text: Fresh today., button: Look }';
  const written = (segment: string) =>
    writeFile(file, `id: rye\nsegments: [${segment}]\nen: ${words}\nar: ${words}\n`);
  await written('bread-lovers');
  const said = await runCommand(t.context, 'news', file);
  assert.match(said, /1 member gets it/);
  assert.match(said, /1 member is in none of its segments/);
  await written('nobody');
  await assert.rejects(runCommand(t.context, 'news', file), /no segment "nobody"/);
  const counted = await runCommand(t.context, 'segments');
  assert.match(
    counted,
    /^bread-lovers {2}Bread lovers: 1 member$\n {2}bought bread at least 2 times, in the last 30 days\n {2}never bought cake/m,
  );
});
