import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { posAt } from '#server/tests/kit/counter.ts';
import { buyer, eur, line, spend } from '#server/tests/kit/model/goods.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { verify } from './verify.ts';

let t: Tillpass;
before(async () => {
  t = await startTillpass();
  const pos = posAt(t, 'main-1');
  const { phone, member } = await buyer(t, pos, 'returner');
  const redemptionId = await spend(pos, phone, 'coffee');
  const lines = [line('a', 5_000), line('b', 5_000)];
  const redemptions = [{ redemptionId }];
  await pos.purchase({ member, receiptNumber: 'second', total: eur(10_000), lines, redemptions });
  await pos.return('second', 'half-back', { lines: [{ id: 'a' }] });
  const debtor = await buyer(t, pos, 'debtor', { total: eur(10_000), lines: [] });
  for (const reward of ['coffee', 'cake']) await spend(pos, debtor.phone, reward);
  await pos.return('debtor', 'debtor-back');
});
after(() => t.close());

test('a return, a part given back and a debt are sound', async () => {
  assert.deepEqual(await verify(t.context.store), []);
});

const tampered = [
  ['a debt that somebody forgave', 'members', 'debt', 'balance'],
  ['points that a purchase is said to have earned', 'purchases', 'points', 'purchase'],
  ['spend that is said to have come back', 'purchases', 'counted_back', 'purchase'],
  ['points that a return is said to have taken', 'returns', 'points', 'purchase'],
  ['points that are said to have expired before', 'returns', 'lapsed', 'purchase'],
  ['a part that is said to have come back of a reward', 'redemptions', 'given_back', 'redemption'],
] as const;

for (const [name, table, column, about] of tampered) {
  test(`${name}: found, and left as it is`, async () => {
    const add = (points: number) =>
      t.context.store.transact((tx) =>
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} + ${points}`.execute(
          tx.db,
        ),
      );
    await add(1);
    const found = await verify(t.context.store);
    await add(-1);
    assert.ok(found.length > 0);
    for (const finding of found) assert.equal(finding.about, about);
    assert.deepEqual(await verify(t.context.store), []);
  });
}
