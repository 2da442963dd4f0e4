import assert from 'node:assert/strict';
import { test } from 'node:test';
import { balance, posAt } from '#server/tests/kit/counter.ts';
import { assertUnchanged, dump } from '#server/tests/kit/dump.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import { eur, numberOf } from '#server/tests/kit/model/goods.ts';
import { joinBy, linkOf, referralRule } from '#server/tests/kit/model/inviting.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';

test('killed while it gives for a friend, before whichever statement, it has given nothing, and the next one gives once', async (c) => {
  const t = await startTillpass();
  c.after(() => t.close());
  const earning = [referralRule({ purchases: 1 })];
  await loadProgram(t.context, { ...testProgram, welcomePoints: 0, earning });
  const reward = (statement: number) => runDoomed(t, 'reward', { statement });
  const pos = posAt(t, 'main-1');
  const inviter = await t.joined('inviter@example.com');
  const link = await linkOf(inviter);
  const bring = async (name: string) => {
    const phone = await joinBy(t, link, `${name}@example.com`);
    const sold = {
      member: await numberOf(phone),
      receiptNumber: name,
      total: eur(1_000),
    };
    assert.equal((await pos.purchase(sold)).status, 200);
  };
  await bring('counted');
  const { status, statements } = await reward(0);
  assert.equal(status, 0);
  assert.ok(statements !== null && statements > 3, `${statements} statements`);
  assert.equal(await balance(inviter), 100);

  await bring('killed');
  const before = await dump(t.context.store.read);
  for (const killedAt of [Math.ceil(statements / 2), statements]) {
    assert.equal((await reward(killedAt)).signal, 'SIGKILL', `before statement ${killedAt}`);
    assertUnchanged(before, await dump(t.context.store.read));
  }
  for (const _ of ['whole', 'again']) assert.equal((await reward(0)).status, 0);
  assert.equal(await balance(inviter), 200);
  assert.deepEqual(await verifyBooks(t.context), []);
});
