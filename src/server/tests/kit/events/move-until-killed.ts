import { argv, kill, pid } from 'node:process';
import { move } from '#server/admin/backup/admin-move.ts';
import { isUnfinished } from '#server/storage/db/storage-unavailable.ts';
import type { Filling, FillingConnection, Store } from '#server/storage/db/store.ts';
import { openFilling } from '#server/storage/engines/filling-connection.ts';
import { doomed } from './doomed.ts';

/** Dies when everything is written and the shop's file is marked, and nothing is committed. */
const dyingAtTheEnd = (store: Store): Store => ({
  ...store,
  transact: (work, pace) =>
    store.transact(async (tx) => {
      const done = await work(tx);
      if (!(await isUnfinished(tx.db))) kill(pid, 'SIGKILL');
      return done;
    }, pace),
});

/** Over one connection or several. */
let begun = 0;

/** So few that the shop of a test takes several transactions. */
const rowsAtOnce = 40;

/** Dies in the n-th transaction of the filling: when it has sent the first rows, or done something else, and committed nothing. */
function dyingAsItFills(connection: FillingConnection, last: number): FillingConnection {
  const die = () => kill(pid, 'SIGKILL');
  return {
    ...connection,
    rowsAtOnce,
    transact: (work) =>
      connection.transact(async (filling) => {
        begun += 1;
        if (begun !== last) return work(filling);
        const copyIn: Filling['copyIn'] = (into, lines) => filling.copyIn(into, thenDying(lines));
        await work({ db: filling.db, copyIn, copyOut: filling.copyOut });
        return die() as never;
      }),
  };
}

function* thenDying(lines: Iterable<string>): Generator<string> {
  for (const some of lines) {
    yield some;
    kill(pid, 'SIGKILL');
  }
}

// A process for a test: it moves a shop into PostgreSQL, and is killed on the way.
const [, , , databaseUrl = ''] = argv;
await doomed(
  'everything',
  ({ store }, [dataDir = '', where = '']) => {
    const transaction = /^in transaction (\d+) of the filling$/.exec(where)?.[1];
    return move({
      store: where === 'right before the last commit' ? dyingAtTheEnd(store) : store,
      openFilling: async () => dyingAsItFills(await openFilling(databaseUrl), Number(transaction)),
      dataDir,
      now: Date.now,
      say: () => {},
    });
  },
  { moves: true },
);
