import { argv, kill, pid, stdout } from 'node:process';
import type { KyselyPlugin } from 'kysely';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/** What of a process's statements is counted: those that change rows, or all of them. */
type Counted = 'changes' | 'everything';

const log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * Does an act in a process for a test, which is killed right before its n-th statement. Where there are fewer it ends, and
 * prints how many there were. `run-doomed.ts` starts such a process.
 * @param act gets what the test has added to the arguments
 * @param opening for a database that nobody else may open
 */
export async function doomed(
  counted: Counted,
  act: (context: Context, args: readonly string[]) => Promise<unknown>,
  opening: { readonly moves?: boolean } = {},
): Promise<void> {
  const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', last = '', ...args] = argv;
  // Another process draws other numbers, and two of them must not draw the same.
  const randomBytes = countingRandomBytes(`doomed-${last}-${pid}`);
  const { store, live } = await openStore({
    dataDir,
    databaseUrl: databaseUrl || undefined,
    log,
    randomBytes,
    moves: opening.moves ?? false,
  });
  let begun = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (counted === 'changes' && node.kind === 'SelectQueryNode') return node;
      begun += 1;
      if (begun === Number(last)) kill(pid, 'SIGKILL');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const watched: typeof store = {
    ...store,
    read: counted === 'everything' ? store.read.withPlugin(counter) : store.read,
    transact: (work, pace) =>
      store.transact((tx) => work({ ...tx, db: tx.db.withPlugin(counter) }), pace),
  };
  const secrets = makeSecrets(secretKey);
  const context = testContext({
    store: watched,
    live,
    randomBytes,
    secrets,
    now: () => Number(at),
  });
  stdout.write('begun\n');
  await act(context, args);
  stdout.write(String(begun));
  await store.close();
}
