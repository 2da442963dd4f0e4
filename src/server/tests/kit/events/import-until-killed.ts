import { createReadStream } from 'node:fs';
import { argv, kill, pid, stdout } from 'node:process';
import type { KyselyPlugin } from 'kysely';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { importMembers } from '#server/usecases/imports/import-members.ts';

// A process for a test: it brings members over from a file, and is killed right before its n-th statement that changes
// rows. Where there are fewer it ends, and prints how many there were.
const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', file = '', last = ''] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
// Another process draws other numbers, and two of them must not draw the same.
const randomBytes = countingRandomBytes(`imported-${last}-${pid}`);
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
const context = testContext({ store: counted, live, randomBytes, secrets, now: () => Number(at) });
await importMembers(
  context,
  {
    source: 'smile',
    separator: null,
    encoding: null,
    columns: {},
    dates: null,
    addToMembers: true,
    accept: false,
    dryRun: false,
  },
  () => createReadStream(file),
);
stdout.write(String(begun));
await store.close();
