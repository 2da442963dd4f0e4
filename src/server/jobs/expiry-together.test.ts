// Many members are told in one transaction: none of them may keep another one waiting.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { TestClock } from '#server/tests/kit/clock.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore, testDatabaseUrl } from '#server/tests/kit/database.ts';
import { joinDirectly } from '#server/tests/kit/join-directly.ts';
import { testProgram } from '#server/tests/kit/program.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';
import { type Channel, MailNotTaken } from '#server/vendors/mailer.ts';

const day = 24 * 60 * 60_000;
const messages = { quiet: { from: 0, until: 0 } };
let database: TestStore;
const clock = new TestClock();
const said: string[] = [];
/** Of whom the other channel says nothing but a fault. */
let unreachable = '';
const channel: Channel = {
  name: 'push',
  addressOf: ({ id }) => {
    if (id === unreachable) throw new Error('the channel broke');
    return null;
  },
  send: () => Promise.reject(new MailNotTaken('nobody has an address here', true)),
  close: () => {},
};
let context: Context;
let members: string[];
beforeEach(async () => {
  database = await openTestStore();
  const { store, live } = database;
  const log = {
    info: () => {},
    warn: () => {},
    error: (_fields: object, message: string) => void said.push(message),
  };
  said.length = 0;
  unreachable = '';
  context = testContext({ store, live, now: clock.now, channels: [channel], log });
  await loadProgram(context, { ...testProgram, messages });
  members = [];
  for (const name of ['ann', 'bob', 'cem'])
    members.push(await joinDirectly({ context }, `${name}@example.com`));
  const { expires_at: end } = await store.read
    .selectFrom('lots')
    .select('expires_at')
    .executeTakeFirstOrThrow();
  clock.turnTo(end - 30 * day);
});
afterEach(() => database.close());

const told = async (): Promise<string[]> => {
  const mails = database.store.read.selectFrom('mails').select('member_id');
  const rows = await mails.where('notice', '=', 'expiry').execute();
  return rows.map(({ member_id }) => member_id ?? '').sort();
};

test('a member who can’t be told keeps back none of those told with them, and is told once that can be', async () => {
  const [ann = '', bob = '', cem = ''] = members;
  unreachable = bob;
  await expireDue(context);
  assert.deepEqual(await told(), [ann, cem].sort());
  assert.deepEqual(said, ['the clock could not do something']);
  unreachable = '';
  await expireDue(context);
  assert.deepEqual(await told(), [ann, bob, cem].sort());
});

const locks = { skip: testDatabaseUrl === undefined && 'SQLite has one writer and no such locks' };

test('the clock waits for no till: who is at one is told in the next round', locks, async () => {
  const [ann = '', bob = '', cem = ''] = members;
  const { store } = database;
  const [locked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const till = store.transact(async (tx) => {
    await store.lockMember(tx, bob);
    locked.resolve();
    await over.promise;
  });
  await locked.promise;
  await expireDue(context);
  assert.deepEqual(await told(), [ann, cem].sort());
  over.resolve();
  await till;
  await expireDue(context);
  assert.deepEqual(await told(), [ann, bob, cem].sort());
});
