import { argv, kill, pid, stdout } from 'node:process';
import type { KyselyPlugin } from 'kysely';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import type { Context } from '#server/usecases/ground/context.ts';

/**
 * The whole of a process for a test: it acts over the test's database and is killed right before its n-th statement that
 * changes rows. Where there are fewer it ends, and prints how many there were. `actElsewhere` starts it.
 * @param act gets what it is done to, as the test names it
 */
export async function actUntilKilled(
  act: (context: Context, subject: string) => Promise<unknown>,
): Promise<void> {
  const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', subject = '', last = ''] =
    argv;
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const randomBytes = countingRandomBytes(`killed-${subject}-${last}`);
  const { store, live } = await openStore({
    dataDir,
    databaseUrl: databaseUrl || undefined,
    log,
    randomBytes,
  });
  let begun = 0;
  const counter: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (node.kind === 'SelectQueryNode') return node;
      begun += 1;
      if (begun === Number(last)) kill(pid, 'SIGKILL');
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const counted: typeof store = {
    ...store,
    transact: (work, pace) =>
      store.transact((tx) => work({ ...tx, db: tx.db.withPlugin(counter) }), pace),
  };
  const secrets = makeSecrets(secretKey);
  const now = () => Number(at);
  await act(testContext({ store: counted, live, randomBytes, secrets, now }), subject);
  stdout.write(String(begun));
  await store.close();
}
