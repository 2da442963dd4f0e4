import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noEnd } from '#domain/segments/spans.ts';
import { addMerge } from '#server/storage/merges/merges.ts';
import { posAt } from '#server/tests/kit/counter.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { tiersNow } from '#server/usecases/segments/tiers-now.ts';
import { day, joined, program } from './shop-of-segments.ts';

test('a tier lasts until a waiting purchase counts, also one of a merged membership, and none of before the twelve months', async () => {
  const t = await startTillpass({ program });
  const goesOn = await joined(t, 'goes-on@example.com');
  const ended = await joined(t, 'ended@example.com');
  const now = t.clock.now();
  const sold = async (receiptNumber: string, who: { number: string }, at: number, from: number) => {
    const total = { minor: 100_000, currency: 'EUR' };
    const answer = await posAt(t, 'main-1').purchase({
      receiptNumber,
      member: { number: who.number },
      total,
    });
    assert.equal(answer.status, 200, answer.text);
    await t.context.store.transact(({ db }) =>
      db
        .updateTable('purchases')
        .set({ at, counts_from: from })
        .where('receipt_number', '=', receiptNumber)
        .execute(),
    );
  };
  const asked = async (merged: readonly string[]) => {
    const { id } = goesOn;
    const tiers = await tiersNow(
      await readWork(t.context),
      [{ id, joinedAt: now }],
      new Set(merged),
    );
    return tiers.get(id);
  };
  await sold('old', goesOn, now - 400 * day, now + day);
  const alone = await asked([]);
  assert.equal(alone?.until, noEnd, 'it will never count');
  await transact(t.context, (work) =>
    addMerge(work, {
      from_id: ended.id,
      member_id: goesOn.id,
      number: ended.number,
      address_key: 'ended@example.com',
      points: 0,
      at: now,
    }),
  );
  assert.deepEqual(await asked([goesOn.id]), alone);
  await sold('waits', ended, now - day, now + 3 * day);
  assert.deepEqual(await asked([goesOn.id]), { id: alone?.id, until: now + 3 * day });
  await t.close();
});
