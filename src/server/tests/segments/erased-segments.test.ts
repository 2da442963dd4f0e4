import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Kysely } from 'kysely';
import { memberApi } from '#contract/paths.ts';
import type { EarningRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { up as forgetSegments } from '#server/storage/db/migrations/earning/195-forgotten-segments.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { joinedLongAgo } from '#server/tests/kit/join-directly.ts';
import { foundAnywhere } from '#server/tests/kit/kept/kept-bytes.ts';
import { idOf, numberOf } from '#server/tests/kit/members.ts';
import { merge } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

// In which segments somebody was goes with them, and their goods can still be brought back.

const forSegment = (id: string, points: number): EarningRule => ({
  id: `${id}-rule`,
  kind: 'product',
  name: { en: id },
  gives: { give: 'points', points },
  tierRate: false,
  combines: 'add',
  when: { segments: [id], goods: { categories: ['bread'] } },
  limits: {},
});
const program: Program = {
  ...testProgram,
  segments: [
    {
      id: 'canary-a',
      name: { en: 'A' },
      all: [{ kind: 'bought', times: 1, within: { days: 30 } }],
    },
    {
      id: 'canary-b',
      name: { en: 'B' },
      all: [{ kind: 'bought', times: 1, within: { days: 20 } }],
    },
    {
      id: 'canary-c',
      name: { en: 'C' },
      all: [{ kind: 'bought', times: 9, within: { days: 20 } }],
    },
  ],
  earning: [forSegment('canary-a', 30), forSegment('canary-b', 70), forSegment('canary-c', 500)],
};
/** As a purchase keeps them; nothing else holds both beside each other. */
const canary = '["canary-a","canary-b"]';
/** As its bytes are in a file, and as a row that was read is written. */
const canaries = [canary, JSON.stringify(canary).slice(1, -1)];

const day = 24 * 60 * 60_000;

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program });
});
after(() => t.close());

async function shopper(name: string) {
  const phone = await t.joined(`${name}@example.com`);
  const number = await numberOf(phone);
  await joinedLongAgo(t, { number });
  const buy = async (receipt: string, category: string, daysAgo: number, minor: number) => {
    const { status, body, text } = await posAt(t, 'main-1').purchase({
      receiptNumber: `${name}-${receipt}`,
      member: { number },
      soldAt: new Date(t.clock.now() - daysAgo * day).toISOString(),
      total: { minor, currency: 'EUR' },
      lines: [{ id: '1', minor, categories: [category] }],
    });
    assert.equal(status, 200, text);
    return body.points as number;
  };
  return { phone, buy };
}

const leave = (phone: Browser) => phone.post(memberApi.erase, { confirm: 'yes' });

const ratingsOf = (memberId: string) =>
  t.context.store.read
    .selectFrom('purchase_ratings')
    .select(['points', 'back'])
    .where('member_id', '=', memberId)
    .execute();

test('in which segments somebody was is found nowhere after they left, and a return rates later sales by the rules that gave', async () => {
  const { phone, buy } = await shopper('left');
  await buy('tea', 'Tea', 5, 60_000);
  // At the higher tier's rate for the price, and a gift of each of two segments.
  assert.equal(await buy('bread', 'Bread', 1, 400), 5 + 30 + 70);
  assert.notDeepEqual(await foundAnywhere(t, canaries), [], 'it is planted');
  const memberId = await idOf(t, 'left@example.com');
  assert.equal((await leave(phone)).status, 200);
  assert.deepEqual(await foundAnywhere(t, canaries), []);

  // It came back before the bread was bought, so the bread was sold at the lower tier.
  const returnedAt = new Date(t.clock.now() - 3 * day).toISOString();
  const back = await posAt(t, 'main-1').return('left-tea', 'left-back', { returnedAt });
  assert.equal(back.status, 200, back.text);
  assert.deepEqual(await ratingsOf(memberId), [{ points: -1, back: 0 }], 'the gifts stay');
  assert.equal((await posAt(t, 'main-1').return('left-bread', 'left-back-2')).status, 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('those of a membership that was merged into theirs go too', async () => {
  const other = await shopper('merged-old');
  await other.buy('tea', 'Tea', 5, 400);
  await other.buy('bread', 'Bread', 1, 400);
  t.clock.turn(1);
  const { phone } = await shopper('merged-new');
  await merge(t, phone, 'merged-old@example.com');
  assert.notDeepEqual(await foundAnywhere(t, canaries), [], 'the books of both stay till then');
  assert.equal((await leave(phone)).status, 200);
  assert.deepEqual(await foundAnywhere(t, canaries), []);
  assert.equal((await posAt(t, 'main-1').return('merged-old-bread', 'merged-back')).status, 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('an update takes them off sales of those who left before, and leaves those of who is here', async () => {
  const gone = await shopper('gone');
  await gone.buy('tea', 'Tea', 5, 400);
  const old = await shopper('here-old');
  await old.buy('tea', 'Tea', 5, 400);
  t.clock.turn(1);
  const here = await shopper('here');
  await here.buy('tea', 'Tea', 5, 400);
  const of = await Promise.all(
    ['gone', 'here-old', 'here'].map((name) => idOf(t, `${name}@example.com`)),
  );
  await merge(t, here.phone, 'here-old@example.com');
  assert.equal((await leave(gone.phone)).status, 200);
  // As a version that did not take them off left them.
  await t.context.store.transact(async ({ db }) => {
    await db
      .updateTable('purchases')
      .set({ segments: canary })
      .where('member_id', 'in', of)
      .execute();
    await forgetSegments(db as unknown as Kysely<unknown>);
    // A start that was killed does it once more.
    await forgetSegments(db as unknown as Kysely<unknown>);
  });
  const rows = await t.context.store.read
    .selectFrom('purchases')
    .select(['member_id', 'segments'])
    .where('member_id', 'in', of)
    .execute();
  const left = new Map(rows.map(({ member_id, segments }) => [member_id, segments]));
  assert.deepEqual(
    of.map((id) => left.get(id)),
    [null, canary, canary],
  );
  assert.equal((await leave(here.phone)).status, 200);
  assert.deepEqual(await foundAnywhere(t, canaries), []);
  assert.deepEqual(await verifyBooks(t.context), []);
});
