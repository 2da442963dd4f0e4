import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { firstLook } from '#domain/points/expiry-notice.ts';
import { testSecrets } from '#server/tests/kit/context.ts';
import { openTestStore, type TestStore } from '#server/tests/kit/database.ts';
import { accrual, putMember } from '#server/tests/kit/points.ts';
import { appendEntry, entriesOf, type NewEntry } from './ledger-entries.ts';
import { lotsOf } from './lots.ts';
import { membersToLookAt } from './notices.ts';
import { periodSums } from './period-sums.ts';

let db: TestStore;
before(async () => {
  db = await openTestStore();
});
after(() => db.close());

const join = (id: string) => db.store.transact((tx) => putMember(tx, id));

const append = (memberId: string, entry: NewEntry) =>
  db.store.transact(async (tx) => {
    await db.store.lockMember(tx, memberId);
    return appendEntry(tx, memberId, entry, testSecrets.hash);
  });

const balanceOf = async (id: string) =>
  (
    await db.store.read
      .selectFrom('members')
      .select('balance')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).balance;

test('two hundred changes at once add up, numbered without a gap', async () => {
  await join('busy');
  await Promise.all(
    Array.from({ length: 200 }, (_, index) => append('busy', accrual(`purchase:${index}`, 2))),
  );
  assert.equal(await balanceOf('busy'), 400);
  const entries = await entriesOf(db.store.read, 'busy', { limit: 500 });
  assert.deepEqual(
    entries.map(({ seq, balanceAfter }) => [seq, balanceAfter]),
    Array.from({ length: 200 }, (_, index) => [200 - index, 2 * (200 - index)]),
  );
});

test('one cause fifty times at once is one entry, and everyone gets it', async () => {
  await join('twice');
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => append('twice', accrual('purchase:once', 7))),
  );
  assert.equal(await balanceOf('twice'), 7);
  for (const answer of answers) assert.deepEqual(answer, answers[0]);
  assert.equal((await entriesOf(db.store.read, 'twice', { limit: 10 })).length, 1);
});

test('points go out of a lot and come back to it', async () => {
  await join('lots');
  await append('lots', accrual('purchase:1', 100));
  const spent: NewEntry = {
    ...accrual('issue:1', -30),
    kind: 'redemption',
    draws: [{ lotId: 'purchase:1', points: -30 }],
    lotExpiresAt: null,
  };
  await append('lots', spent);
  assert.deepEqual(
    (await lotsOf(db.store.read, 'lots')).map(({ id, remaining }) => [id, remaining]),
    [['purchase:1', 70]],
  );
});

test('an entry that would overdraw a lot changes nothing', async () => {
  await join('poor');
  await append('poor', accrual('purchase:1', 10));
  const tooMuch: NewEntry = {
    ...accrual('issue:1', -11),
    draws: [{ lotId: 'purchase:1', points: -11 }],
    lotExpiresAt: null,
  };
  await assert.rejects(append('poor', tooMuch), /check/i);
  assert.equal(await balanceOf('poor'), 10);
  assert.equal((await entriesOf(db.store.read, 'poor', { limit: 10 })).length, 1);
});

test('an entry whose draws do not make its points is refused', async () => {
  await join('odd');
  await assert.rejects(append('odd', { ...accrual('purchase:1', 10), points: 11 }), /moves 10/);
});

test('history is read in pages, backwards', async () => {
  await join('pages');
  for (const number of [1, 2, 3]) await append('pages', accrual(`purchase:${number}`, 1));
  const first = await entriesOf(db.store.read, 'pages', { limit: 2 });
  const second = await entriesOf(db.store.read, 'pages', { limit: 2, before: 2 });
  assert.deepEqual(
    [...first, ...second].map(({ seq }) => seq),
    [3, 2, 1],
  );
});

test('the clock finds members from a month before their lots’ end on, each once', async () => {
  await join('late');
  const soon = { lotExpiresAt: firstLook(0) * -1 + 1_000 };
  await append('late', { ...accrual('purchase:1', 1), ...soon });
  await append('late', { ...accrual('purchase:2', 1), ...soon });
  assert.deepEqual(await membersToLookAt(db.store.read, 999, 10), []);
  assert.deepEqual(await membersToLookAt(db.store.read, 1_000, 10), [
    { memberId: 'late', lots: 2 },
  ]);
});

test('neither an entry nor a program is ever changed or removed', async () => {
  await join('fixed');
  await append('fixed', accrual('purchase:1', 5));
  await db.store.transact((tx) =>
    tx.db.insertInto('programs').values({ version: 1, document: '{}', loaded_at: 1 }).execute(),
  );
  for (const table of ['ledger_entries', 'programs'] as const) {
    const rows = () => db.store.read.selectFrom(table).selectAll().execute();
    const before = await rows();
    const update =
      table === 'programs' ? { document: 'other' } : { points: 1_000, balance_after: 1_000 };
    await assert.rejects(
      db.store.transact((tx) => tx.db.updateTable(table).set(update).execute()),
      /immutable/,
    );
    await assert.rejects(
      db.store.transact((tx) => tx.db.deleteFrom(table).execute()),
      /immutable/,
    );
    assert.deepEqual(await rows(), before);
  }
});

test('a replacing insert does not get past the guard', async () => {
  await join('replaced');
  const entry = await append('replaced', accrual('purchase:1', 5));
  await assert.rejects(
    db.store.transact(async (tx) => {
      const row = await tx.db
        .selectFrom('ledger_entries')
        .selectAll()
        .where('member_id', '=', 'replaced')
        .executeTakeFirstOrThrow();
      await tx.db
        .insertInto('ledger_entries')
        .orReplace()
        .values({ ...row, points: 500 })
        .execute();
    }),
  );
  assert.deepEqual(await entriesOf(db.store.read, 'replaced', { limit: 10 }), [entry]);
});

test('periods say what was earned, spent and lapsed in each, and what came back is not spent', async () => {
  await join('saver');
  const at = (day: number) => Date.UTC(2026, 0, day);
  const plain = { redemptionId: null, lotExpiresAt: null };
  const lot = { lotId: 'purchase:s1' };
  await append('saver', { ...accrual('purchase:s1', 100), at: at(1) });
  const entries = [
    { kind: 'redemption', points: -60, cause: 'issue:v1', redemptionId: 'v1', at: at(2) },
    { kind: 'reversal', points: 60, cause: 'give-back:v1', redemptionId: 'v1', at: at(32) },
    { kind: 'redemption', points: -30, cause: 'issue:v2', redemptionId: 'v2', at: at(33) },
    { kind: 'reversal', points: -10, cause: 'return:r1', at: at(34) },
    { kind: 'expiry', points: -5, cause: 'lot-expiry:1', at: at(60) },
  ] as const;
  for (const entry of entries)
    await append('saver', {
      ...accrual(entry.cause, entry.points),
      ...plain,
      ...entry,
      draws: [{ ...lot, points: entry.points }],
    });
  const read = (starts: readonly number[], end: number) =>
    periodSums(db.store.read, 'saver', starts, end);
  assert.deepEqual(await read([at(1), at(32)], at(60)), [
    { from: at(1), earned: 100, spent: 60, lapsed: 0 },
    { from: at(32), earned: -10, spent: -30, lapsed: 0 },
  ]);
  assert.deepEqual(await read([at(60)], at(91)), [
    { from: at(60), earned: 0, spent: 0, lapsed: 5 },
  ]);
  assert.deepEqual(await read([], 0), []);
});
