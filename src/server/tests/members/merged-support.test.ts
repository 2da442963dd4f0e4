import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { idOf } from '#server/tests/kit/members.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { merge, proveOther } from '#server/tests/kit/model/merging.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { findMembers } from '#server/usecases/desk/find-members.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { countSegments } from '#server/usecases/segments/count-segments.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

const segments = [
  { id: 'bought', name: { en: 'Bought' }, all: [{ kind: 'bought', times: 1 }] },
] as const;

let t: Tillpass;
before(async () => {
  t = await startTillpass({ program: { ...testProgram, segments } });
});
// Closing verifies every ledger.
after(() => t.close());

/** Somebody who bought under one membership, and has another one. */
async function twice(name: string, minor: number) {
  const other = await t.joined(`${name}-two@example.com`);
  const sold = { member: await numberOf(other), receiptNumber: name, total: eur(minor) };
  assert.equal((await posAt(t, 'main-1').purchase(sold)).status, 200);
  const phone = await t.joined(`${name}@example.com`);
  return { other, phone, id: await idOf(t, `${name}@example.com`) };
}

test('support finds a member by the receipt and the voucher that they have of a membership that was merged', async () => {
  const { other, phone, id } = await twice('s-4711', 1_000);
  const used = await issued(other, 'small');
  const pos = posAt(t, 'main-1');
  assert.equal((await pos.redeem(used.code, 's-4712')).status, 200);
  await merge(t, phone, 's-4711-two@example.com');
  for (const [find, by] of [
    ['s-4711', 'receipt'],
    [used.code, 'voucher'],
  ] as const) {
    const found = await findMembers(t.context, { find });
    assert.deepEqual([found.by, found.rows.map((row) => row.id)], [by, [id]]);
  }
  // What the till says about an undo is kept, as for everybody who has not left.
  assert.equal((await pos.reverse(used.id, 'wrong item')).status, 200);
  const row = await t.context.store.read
    .selectFrom('redemptions')
    .select('end_reason')
    .where('id', '=', used.id)
    .executeTakeFirst();
  assert.equal(row?.end_reason, 'wrong item');
});

test('the page says the tier that the spend of both gives', async () => {
  const { phone, id } = await twice('sum', 30_000);
  const own = { member: await numberOf(phone), receiptNumber: 'sum-own', total: eur(30_000) };
  assert.equal((await posAt(t, 'main-1').purchase(own)).status, 200);
  assert.match(
    await proveOther(t, phone, 'sum-two@example.com'),
    /Tier: Silver, because what you bought with both counts together/,
  );
  await merge(t, phone, 'sum-two@example.com');
  assert.equal((await tierOfMember(await readWork(t.context), id)).tier.id, 'silver');
});

test('segments ask what was bought under a membership that was merged', async () => {
  const counted = async () => (await countSegments(t.context, 'en'))[0]?.members ?? 0;
  const before = await counted();
  const { phone, id } = await twice('seg', 1_000);
  assert.equal(await counted(), before + 1);
  await merge(t, phone, 'seg-two@example.com');
  assert.equal(await counted(), before + 1);
  const work = await readWork(t.context);
  const { tier } = await tierOfMember(work, id);
  const asked = { ids: ['bought'], at: work.at, tier, spendable: 0 };
  assert.deepEqual([...(await segmentsOf(work, id, asked))], ['bought']);
});
