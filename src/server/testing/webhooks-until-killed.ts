import { argv } from 'node:process';
import { makeSecrets } from '#server/keyed-secrets.ts';
import { openStore } from '#server/storage/open.ts';
import { startWebhooks } from '#server/webhooks/worker.ts';
import { countingRandomBytes } from './random.ts';

// A process of its own for the test that kills it: sends webhooks until then.
const [, , dataDir = '', databaseUrl = '', secretKey = ''] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const randomBytes = countingRandomBytes('killed');
const { store, live } = await openStore({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  log,
  randomBytes,
});
startWebhooks(
  {
    store,
    live,
    log,
    randomBytes,
    secrets: makeSecrets(secretKey),
    now: Date.now,
    webhookTargets: 'local',
  },
  { resolve: async () => [] },
);
