import { argv, kill, pid, stdout } from 'node:process';
import type { KyselyPlugin } from 'kysely';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { mergeProved } from '#server/usecases/rights/merge-members.ts';
import { confirmAddress } from '#server/usecases/rights/move-address.ts';
import { takeBack } from '#server/usecases/rights/take-back-address.ts';

// A process for a test: it changes a member's address, takes one back, or merges two memberships, and is killed right before its n-th statement
// that changes rows. Where there are fewer it ends, and prints how many there were.
const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', last = '', ...act] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const randomBytes = countingRandomBytes(`moved-${act.join('-')}-${last}`);
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
const [what, first = '', second = '', third = ''] = act;
const session = { memberId: first, id: second, placement: null, prolonged: false };
if (what === 'confirm') {
  await confirmAddress(context, session, third);
} else if (what === 'merge') {
  await mergeProved(context, session, { confirmed: true });
} else {
  await takeBack(context, first);
}
stdout.write(String(begun));
await store.close();
