import { kill, pid } from 'node:process';
import { sql } from 'kysely';
import { move } from '#server/admin/backup/admin-move.ts';
import { moveTable } from '#server/storage/db/storage-unavailable.ts';
import type { Store } from '#server/storage/db/store.ts';
import { doomed } from './doomed.ts';

/** Dies when everything is written and the shop's file is marked, and nothing is committed. */
const dyingAtTheEnd = (store: Store): Store => ({
  ...store,
  transact: (work, pace) =>
    store.transact(async (tx) => {
      const done = await work(tx);
      const { rows } = await sql<{ found: string | null }>`
        select to_regclass(${moveTable})::text as found`.execute(tx.db);
      if (rows[0]?.found === null) kill(pid, 'SIGKILL');
      return done;
    }, pace),
});

// A process for a test: it moves a shop into PostgreSQL, and is killed on the way.
await doomed(
  'everything',
  ({ store }, [dataDir = '', where = '']) =>
    move({
      store: where === 'right before the last commit' ? dyingAtTheEnd(store) : store,
      dataDir,
      now: Date.now,
      say: () => {},
    }),
  { moves: true },
);
