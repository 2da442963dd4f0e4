import { argv } from 'node:process';
import { startWebhooks } from '#server/jobs/webhooks.ts';
import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { openStore } from '#server/storage/engines/open.ts';
import { testContext } from '#server/tests/kit/context.ts';
import { countingRandomBytes } from '#server/tests/kit/random.ts';

// A process for the test that kills it: it sends webhooks until then.
const [, , dataDir = '', databaseUrl = '', secretKey = ''] = argv;
const log = { info: () => {}, warn: () => {}, error: () => {} };
const randomBytes = countingRandomBytes('killed');
const { store, live } = await openStore({
  dataDir,
  databaseUrl: databaseUrl || undefined,
  log,
  randomBytes,
});
const secrets = makeSecrets(secretKey);
startWebhooks(testContext({ store, live, randomBytes, secrets, now: Date.now }), {
  resolve: async () => [],
});
