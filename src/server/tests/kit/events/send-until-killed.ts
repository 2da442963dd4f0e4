import { argv, kill, pid } from 'node:process';
import { startOutbox } from '#server/jobs/outbox.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';
import { smtpMailer } from '#server/vendors/smtp-mailer.ts';

// A process for a test: it sends what waits in the outbox, and is killed at its n-th step. The steps are a transaction
// that is written and not committed, and a mail that the mail server has taken and nobody has noted.
const [, , dataDir = '', databaseUrl = '', secretKey = '', at = '', last = '', smtp = ''] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const randomBytes = countingRandomBytes(`sent-${at}-${last}`);
const { store, live } = await openStore({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  log,
  randomBytes,
});
let steps = 0;
const step = () => {
  steps += 1;
  if (steps === Number(last)) kill(pid, 'SIGKILL');
};
const counted: typeof store = {
  read: store.read,
  transact: (work, pace) =>
    store.transact(async (tx) => {
      const done = await work(tx);
      step();
      return done;
    }, pace),
  lockMember: (tx, memberId) => store.lockMember(tx, memberId),
  scrub: () => store.scrub(),
  close: () => store.close(),
};
const mailer = smtpMailer({ url: smtp, from: { name: null, address: 'points@shop.example' } });
const counting = {
  ...mailer,
  send: async (...mail: Parameters<typeof mailer.send>) => {
    await mailer.send(...mail);
    step();
  },
};
const secrets = makeSecrets(secretKey);
startOutbox(
  testContext({ store: counted, live, secrets, mailer: counting, now: () => Number(at) }),
);
