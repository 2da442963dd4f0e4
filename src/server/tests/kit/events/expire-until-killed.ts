import { argv, kill, pid } from 'node:process';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { celebrateDue } from '#server/usecases/occasions/celebrate-due.ts';
import { expireDue } from '#server/usecases/vouchers/expire.ts';

// A process for a test: it does what the clock does at one time, and is killed in the middle of its n-th transaction,
// when everything in it is written and nothing is committed.
const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', last = ''] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const randomBytes = countingRandomBytes(`killed-${at}-${last}`);
const { store, live } = await openStore({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  log,
  randomBytes,
});
let begun = 0;
const counted: typeof store = {
  read: store.read,
  transact: (work, pace) =>
    store.transact(async (tx) => {
      const done = await work(tx);
      begun += 1;
      if (begun === Number(last)) kill(pid, 'SIGKILL');
      return done;
    }, pace),
  lockMember: (tx, memberId) => store.lockMember(tx, memberId),
  scrub: () => store.scrub(),
  close: () => store.close(),
};
const secrets = makeSecrets(secretKey);
const context = testContext({ store: counted, live, randomBytes, secrets, now: () => Number(at) });
while ((await expireDue(context)) + (await celebrateDue(context)) > 0) {}
await store.close();
