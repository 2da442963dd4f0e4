import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { Tx } from '#server/storage/db/store.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import {
  giveMailsBack,
  lateMails,
  latestMails,
  markMailFailed,
  markMailsSent,
  overdueMails,
  postponeMail,
  purgeMails,
  putMails,
  takeDueMails,
} from './mails.ts';

let db: TestStore;
beforeEach(async () => {
  db = await openTestStore();
  await act(async (tx) => {
    for (let n = 1; n <= 6; n += 1)
      await putMails(tx, [{ id: `m${n}`, sealed: '…', created_at: n }]);
  });
});
afterEach(() => db.close());

const act = <T>(work: (tx: Tx) => Promise<T>) => db.store.transact(work);
const takeRows = (at: number, urgent = 10, notices = urgent) =>
  act((tx) => takeDueMails(tx, { at, urgent, notices, leaseMs: 100 }));
const take = async (at: number, urgent = 10, notices = urgent) =>
  (await takeRows(at, urgent, notices)).map(({ id }) => id).sort();

test('several who take at once never take the same mail', async () => {
  const taken = await Promise.all([take(10, 2), take(10, 2), take(10, 2)]);
  assert.deepEqual(taken.flat().sort(), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6']);
});

test('a mail whose taker died is due again when the lease is over', async () => {
  assert.equal((await take(10)).length, 6);
  assert.deepEqual(await take(109), []);
  assert.equal((await take(110)).length, 6);
  const [mail] = await latestMails(db.store.read, 1);
  assert.equal(mail?.attempts, 2);
});

test('what its taker gives back is due at once, but for what somebody else has taken since', async () => {
  const first = [...(await takeRows(10, 3)), ...(await takeRows(20, 3))];
  assert.equal(first.length, 6);
  // The first three leases have ended.
  assert.deepEqual(await take(110, 3), ['m1', 'm2', 'm3']);
  await act((tx) => giveMailsBack(tx, first, 115));
  assert.deepEqual(await take(115), ['m4', 'm5', 'm6']);
  assert.deepEqual(await take(210), ['m1', 'm2', 'm3']);
});

test('what was sent or given up is never taken again; what was postponed, later', async () => {
  await take(10);
  await act(async (tx) => {
    await markMailsSent(tx, ['m1'], 11);
    await markMailFailed(tx, 'm2', 11, '550');
    await postponeMail(tx, 'm3', 5_000);
  });
  assert.deepEqual(await take(1_000), ['m4', 'm5', 'm6']);
  assert.deepEqual(await take(5_000), ['m3', 'm4', 'm5', 'm6']);
});

test('a mail that the mail server does not take is late since it was written, while it is tried and between the tries', async () => {
  const late = (at: number) => lateMails(db.store.read, at, 10);
  assert.deepEqual(await late(3), [1, 2, 3]);
  await take(10);
  assert.deepEqual(await late(50), [1, 2, 3, 4, 5, 6], 'all of them are being tried');
  await act(async (tx) => {
    await markMailsSent(tx, ['m1', 'm4', 'm5', 'm6'], 11);
    await markMailFailed(tx, 'm2', 11, '550');
    await postponeMail(tx, 'm3', 5_000);
  });
  assert.deepEqual(await late(60), [3]);
  const shown = await overdueMails(db.store.read, 60, 10);
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['m3'],
    'the desk shows it between the tries too',
  );
  await act((tx) => markMailsSent(tx, ['m3'], 70));
  assert.deepEqual(await late(80), []);
});

test('the limit leaves out those that wait since last, however late their next try is', async () => {
  await take(10, 1);
  await act((tx) => postponeMail(tx, 'm1', 5_000));
  assert.deepEqual(await lateMails(db.store.read, 10, 2), [1, 2]);
  const shown = await overdueMails(db.store.read, 10, 2);
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['m1', 'm2'],
  );
});

test('notices are taken beside the mails that somebody waits for, and only so many at once', async () => {
  const notice = { notice: 'expiry', member_id: 'ann', worth_until: 900 } as const;
  await act(async (tx) => {
    for (const id of ['n1', 'n2', 'n3']) {
      await putMails(tx, [{ id, sealed: '…', created_at: 0, ...notice }]);
    }
  });
  assert.deepEqual(await take(10, 7, 1), ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'n1']);
  assert.deepEqual(await take(10, 7, 1), ['n2']);
  await act((tx) => markMailsSent(tx, ['n1'], 11));
  await act((tx) => purgeMails(tx, 100, 100));
  const left = await latestMails(db.store.read, 10);
  assert.deepEqual(left.map(({ id }) => id).sort(), ['n2', 'n3'], 'as long as they are worth it');
  await act((tx) => purgeMails(tx, 100, 901));
  assert.deepEqual(await latestMails(db.store.read, 10), []);
});

test('the inbox shows the latest first', async () => {
  const shown = await latestMails(db.store.read, 2);
  assert.deepEqual(
    shown.map(({ id }) => id),
    ['m6', 'm5'],
  );
  await act((tx) => purgeMails(tx, 6, 6));
  assert.equal((await latestMails(db.store.read, 10)).length, 1);
});
