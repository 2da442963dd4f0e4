import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memberApi, posApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { issued, type Pos, posAt, said } from '#server/tests/kit/counter.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { untilWaiting } from '#server/tests/kit/hold-database.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { claim, receiptOf, soldToNobody } from '#server/tests/kit/model/claims.ts';
import { shopper } from '#server/tests/kit/model/goods.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';

// A till may tell of a sale when its member has left: it is nobody's, however the till came to know them.

const program: Program = {
  ...testProgram,
  claims: { days: 10 },
  segments: [{ id: 'bought-before', name: { en: 'A' }, all: [{ kind: 'not-bought' }] }],
  earning: [
    {
      id: 'first',
      kind: 'product',
      name: { en: 'First' },
      gives: { give: 'points', points: 30 },
      tierRate: false,
      combines: 'add',
      when: { segments: ['bought-before'], goods: { categories: ['bread'] } },
      limits: {},
    },
  ],
};

let t: Tillpass;
let pos: Pos;
before(async () => {
  t = await startTillpass({ program });
  pos = posAt(t, 'main-1');
});
after(() => t.close());

const leave = async (phone: Browser) => {
  const { status, text } = await phone.post(memberApi.erase, { confirm: 'yes' });
  assert.equal(status, 200, text);
};

const purchasesOf = (memberId: string) =>
  t.context.store.read
    .selectFrom('purchases')
    .select(['receipt_number', 'segments'])
    .where('member_id', '=', memberId)
    .execute();

/** Somebody who has used a voucher, by which a till can still name them. */
async function usedVoucher(name: string) {
  const { phone, member } = await shopper(t, name);
  const { code } = await issued(phone, 'coffee');
  assert.equal((await pos.redeem(code, `${name}-coffee`)).status, 200);
  return { phone, member, code, memberId: await idOf(t, `${name}@example.com`) };
}

test('a voucher that somebody used before they left names nobody: no sale, no points, no segments', async () => {
  const { phone, code, memberId } = await usedVoucher('voucher');
  const before = { receiptNumber: 'before', member: { scanned: code } };
  const sold = await pos.purchase(before);
  assert.equal(sold.status, 200, sold.text);
  assert.deepEqual(
    (await purchasesOf(memberId)).map(({ segments }) => segments),
    ['["bought-before"]'],
    'one is kept while they are here',
  );
  await leave(phone);
  const books = await dump(t.context.store.read);
  const late = { receiptNumber: 'after', member: { scanned: code } };
  assert.deepEqual(said(await pos.purchase(late)), [404, 'member-unknown']);
  assert.deepEqual(said(await pos.post(posApi.findMember, { scanned: code })), [
    404,
    'member-unknown',
  ]);
  assertUnchanged(books, await dump(t.context.store.read));
  // What was told before is answered as it was, so that a till that lost the answer can go on.
  const again = await pos.purchase(before);
  assert.deepEqual([again.status, again.body.purchaseId], [200, sold.body.purchaseId]);
  // The sale itself can be told without them.
  assert.equal((await soldToNobody(t, 'after', 1_000)).status, 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});

/** Erases them while `act` waits for them: it has found them already, and gets its turn when they are gone. */
async function whileErasing<T>(memberId: string, act: () => Promise<T>): Promise<T> {
  const locked = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const erased = eraseMember(t.context, memberId, 'support', async () => {
    locked.resolve();
    await end.promise;
    return true;
  });
  await locked.promise;
  const acting = act();
  if (testDatabaseUrl) await untilWaiting(t.context.store.read, acting, 1);
  end.resolve();
  assert.equal(await erased, true);
  return acting;
}

test('a sale that waits while its member is erased is nobody’s', async () => {
  const ways = [
    ({ member }: Awaited<ReturnType<typeof usedVoucher>>) => member,
    ({ memberId }: Awaited<ReturnType<typeof usedVoucher>>) => ({ memberId }),
    ({ code }: Awaited<ReturnType<typeof usedVoucher>>) => ({ scanned: code }),
  ];
  for (const [n, way] of ways.entries()) {
    const who = await usedVoucher(`waits-${n}`);
    const sale = { receiptNumber: `waits-${n}`, member: way(who) };
    const answer = await whileErasing(who.memberId, () => pos.purchase(sale));
    assert.deepEqual(said(answer), [404, 'member-unknown']);
    assert.deepEqual(await purchasesOf(who.memberId), []);
  }
  assert.deepEqual(await verifyBooks(t.context), []);
});

test('a receipt that is claimed while its member is erased stays nobody’s', async () => {
  const { phone } = await shopper(t, 'claims');
  const memberId = await idOf(t, 'claims@example.com');
  assert.equal((await soldToNobody(t, 'claimed', 1_000)).status, 200);
  const answer = await whileErasing(memberId, () => claim(phone, receiptOf(t, 'claimed', '10.00')));
  assert.equal(answer.status, 401, answer.text);
  assert.deepEqual(await purchasesOf(memberId), []);
  const { phone: other } = await shopper(t, 'claims-next');
  assert.equal((await claim(other, receiptOf(t, 'claimed', '10.00'))).status, 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});
