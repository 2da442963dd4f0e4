import { join } from 'node:path';
import { setUpDemonstration } from '#server/demonstration/set-up.ts';
import { createApp } from '#server/http/create-app.ts';
import { loadPages } from '#server/http/pages/load-pages.ts';
import type { Builds } from '#server/http/plumbing.ts';
import { startClock } from '#server/jobs/clock.ts';
import { startMinting } from '#server/jobs/minting.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { startWatch } from '#server/jobs/watch.ts';
import { startWebhooks } from '#server/jobs/webhooks.ts';
import { latestProgram } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { resolveByName } from '#server/vendors/webhook-post/resolve.ts';
import { type Config, readConfig } from './config.ts';
import { endWith, StartFault } from './failure.ts';
import { keepBuild } from './kept-builds.ts';
import { makeLog } from './log/log.ts';
import { makeContext } from './make-context.ts';
import { announce } from './terminal.ts';

/** The door by which the impure world enters: settings, database, clock, mail, and the network at the end. */
async function start(): Promise<() => Promise<void>> {
  const config = readConfig();
  const pages = await loadPages(config.buildDir);
  const log = makeLog(config);
  const context = await makeContext(config, log);
  if (config.production) await demandProgram(context);
  const app = await createApp(context, {
    pages,
    builds: await buildsOf(config, context),
    logger: log,
    https: config.tls,
    trustProxy: config.trustedProxies,
    hstsSubdomains: config.hstsSubdomains,
  });
  await app.listen({ port: config.port, host: config.host });
  // After the port is ours: a till's key is printed once, and must not be made by a start that fails.
  const demonstration = config.production ? null : await setUpDemonstration(context);
  const outbox = startOutbox(context);
  const minting = startMinting(context);
  const stopClock = startClock(context);
  const watch = startWatch(context);
  const webhooks = startWebhooks(context, { resolve: resolveByName });
  announce(process.stdout, {
    publicUrl: config.publicUrl,
    inboxUrl: context.inboxUrl,
    demonstration,
  });

  return async () => {
    // First no more is let in; what was begun is finished; the database goes last.
    await app.close();
    await stopClock();
    await watch.stop();
    await webhooks.stop();
    await outbox.stop();
    await minting.stop();
    await context.store.close();
  };
}

/** Where nothing can be written, a page from before a new version has to be loaded again. */
async function buildsOf({ buildDir, dataDir }: Config, { now, log }: Context): Promise<Builds> {
  const current = join(buildDir, 'app');
  try {
    return { current, kept: await keepBuild(join(current, 'assets'), dataDir, now()) };
  } catch (error) {
    log.warn({ err: error }, 'the scripts of this version are not kept for after it');
    return { current, kept: null };
  }
}

async function demandProgram(context: Context): Promise<void> {
  if (await latestProgram(context.store.read)) return;
  await context.store.close();
  throw new StartFault('No program is loaded: run "npm run admin -- program FILE" first.');
}

/** Ends in order, once, on Ctrl-C as on SIGTERM; a second signal does not wait. */
function endOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(() => process.exit(0), endWith);
    });
  }
}

try {
  endOnSignal(await start());
} catch (error) {
  endWith(error);
}
