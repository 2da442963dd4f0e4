import { makeSecrets } from '#server/start/keyed-secrets.ts';
import { version } from '#server/start/version.ts';
import { watchWrites } from '#server/storage/outage/watch-writes.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noMeters } from '#server/usecases/ground/meters.ts';
import { developmentMailer } from '#server/vendors/mailer.ts';
import { countingRandomBytes } from './random.ts';

export const secretKey = 'a key for tests that is long enough';

/** Under that key, for a test that has no context. */
export const testSecrets = makeSecrets(secretKey);

/** The context of a test: it reaches nothing outside and logs nothing. A test gives what matters to it. */
export const testContext = (
  unusual: Pick<Context, 'store' | 'live' | 'now'> & Partial<Context>,
): Context => ({
  version,
  secrets: testSecrets,
  mailer: developmentMailer('points@shop.example'),
  channels: [],
  openMinter: () => {
    throw new Error('this test has no vendor');
  },
  rehearse: () => {
    throw new Error('this test has no thread for rehearsals');
  },
  tierMoves: () => {
    throw new Error('this test has no thread for tiers');
  },
  randomBytes: countingRandomBytes(),
  log: { info: () => {}, warn: () => {}, error: () => {} },
  meters: noMeters,
  publicUrl: 'http://localhost:8080',
  actor: 'test',
  operatorMail: 'operator@shop.example',
  inboxUrl: 'http://localhost:8080/dev/inbox',
  webhookTargets: 'local',
  ...unusual,
  ...watchWrites(unusual.store),
});
