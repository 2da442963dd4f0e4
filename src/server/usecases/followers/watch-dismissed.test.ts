import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tillApi } from '#contract/paths.ts';
import { adminCommands } from '#server/admin/admin-commands.ts';
import { forgetOwnAddresses } from '#server/storage/events/own-addresses.ts';
import { watchNotes } from '#server/storage/events/watch.ts';
import { issued, newId } from '#server/tests/kit/counter.ts';
import { settled } from '#server/tests/kit/settled.ts';
import { startTillpass } from '#server/tests/kit/tillpass.ts';
import { watchStaff } from './watch-staff.ts';

test('what an associate did for themselves right before they were dismissed is noted, and then their address goes', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  const since = t.clock.now();
  const admin = (command: string, ...args: string[]) =>
    adminCommands[command]?.run(t.context, args);
  const noted = async () => {
    await settled(t.context.store);
    while (await watchStaff(t.context)) {}
    const notes = await watchNotes(t.context.store.read, { storeId: null, since });
    return notes.map(({ rule }) => rule);
  };
  const address = 'sam.last@example.com';
  const own = await t.joined(address);
  await admin('own-address', 'main', 'Sam', 'of', 'Main', 'St.', address);
  const till = await t.onDuty('main-1');
  const kept = async () =>
    (await t.context.store.read.selectFrom('associates').select('address_key').execute()).filter(
      ({ address_key: key }) => key === address,
    ).length;
  const forget = () => t.context.store.transact((tx) => forgetOwnAddresses(tx, t.clock.now()));
  const { code } = await issued(own, 'small');
  assert.equal(
    (await till.post(tillApi.redeem, { scanned: code, id: newId(), entered: 'scanned' })).status,
    200,
  );
  await admin('dismiss', 'main', 'Sam', 'of', 'Main', 'St.');
  t.clock.turn(60 * 60_000);
  assert.equal(await forget(), 0, 'nobody has looked at it yet');
  assert.deepEqual([await kept(), await noted()], [1, ['own-account']]);
  assert.deepEqual([await forget(), await kept()], [1, 0]);
});

test('a watch list that stands still keeps the address of who was dismissed for a week at most', async (test) => {
  const t = await startTillpass();
  test.after(() => t.close());
  const admin = (command: string, ...args: string[]) =>
    adminCommands[command]?.run(t.context, args);
  await t.joined('sam.still@example.com');
  await admin('own-address', 'main', 'Sam', 'of', 'Main', 'St.', 'sam.still@example.com');
  await admin('dismiss', 'main', 'Sam', 'of', 'Main', 'St.');
  const forget = () => t.context.store.transact((tx) => forgetOwnAddresses(tx, t.clock.now()));
  t.clock.turn(7 * 86_400_000 - 1);
  assert.equal(await forget(), 0);
  t.clock.turn(1);
  assert.equal(await forget(), 1);
});
