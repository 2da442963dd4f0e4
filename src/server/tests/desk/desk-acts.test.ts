import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Kysely, sql } from 'kysely';
import type { ActView } from '#contract/desk/desk-answers.ts';
import { deskApi } from '#contract/desk/desk-paths.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import * as actSubjects from '#server/storage/db/migrations/people/183-act-subjects.ts';
import { sqlitePath } from '#server/storage/engines/sqlite.ts';
import { latestActs } from '#server/storage/events/admin-acts.ts';
import { testDatabaseUrl } from '#server/tests/kit/database.ts';
import { administrator } from '#server/tests/kit/desk/at-desk.ts';
import { forceOpen } from '#server/tests/kit/model/tamper.ts';
import { plansAbout, statementsOf } from '#server/tests/kit/plans.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';

const onSqlite = { skip: testDatabaseUrl !== undefined && 'PostgreSQL plans by what it counts' };

/** So many changes of a stock, each a second after the one before and of the reward that `of` says. */
async function restocked(t: Tillpass, times: number, of: (turn: number) => string): Promise<void> {
  t.clock.turn(times * 1_000);
  await transact(t.context, async (work) => {
    for (let turn = 0; turn < times; turn += 1) {
      const at = work.at + (turn - times) * 1_000;
      const details = { rewardId: of(turn) };
      const changes = { stock: [turn, turn + 1] } as const;
      await recordAct({ ...work, at }, { act: 'reward-restocked', details, changes });
    }
  });
}

test(
  'after hundreds of changes, the list of acts asks for each whether it is the latest by one step into an index',
  onSqlite,
  async () => {
    const t = await startTillpass();
    const owner = await administrator(t, 'Olga');
    await restocked(t, 600, (turn) => `reward-${turn % 20}`);
    let rows: ActView[] = [];
    const statements = await statementsOf(async () => {
      rows = (await owner.browser.get(deskApi.acts)).body.rows;
    });
    const undoable = rows.map((one) => one.undoable);
    assert.equal(undoable.length, 50);
    assert.deepEqual(
      undoable,
      undoable.map((_, index) => index < 20),
      'of each reward the latest',
    );
    const plans = plansAbout('later', sqlitePath(t.adminSettings.DATA_DIR), statements);
    assert.deepEqual(
      plans.map(({ lines }) => lines),
      [['SEARCH later USING INDEX admin_acts_by_act_subject_at (act=? AND subject=? AND at>?)']],
    );
    await t.close();
  },
);

test('acts of a version that did not store what they were about are undone as others are', async () => {
  const t = await startTillpass();
  await restocked(t, 3, (turn) => (turn === 1 ? 'other' : 'small'));
  const { store } = t.context;
  const acts = await store.read
    .selectFrom('admin_acts')
    .selectAll()
    .where('act', '=', 'reward-restocked')
    .orderBy('at')
    .execute();
  await store.transact(async ({ db }) => {
    await forceOpen(db, ['admin_acts']);
    await sql`drop index admin_acts_by_act_subject_at`.execute(db);
    await sql`alter table admin_acts drop column subject`.execute(db);
    if (!isPostgres(db))
      await sql`create trigger admin_acts_no_update before update on admin_acts begin
        select raise(abort, 'admin_acts is immutable');
      end`.execute(db);
    await actSubjects.up(db as unknown as Kysely<unknown>); // A step knows no schema.
  });
  const latest = await latestActs(
    store.read,
    acts.map(({ id }) => id),
  );
  assert.deepEqual(
    acts.map(({ id }) => latest.has(id)),
    [false, true, true],
  );
  const change = store.transact(({ db }) =>
    db.updateTable('admin_acts').set({ subject: 'small' }).execute(),
  );
  await assert.rejects(change, /immutable/);
  await t.close();
});
