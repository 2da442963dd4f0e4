import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Demonstration } from '#server/demonstration/set-up.ts';
import { type AppOptions, createApp } from '#server/http/create-app.ts';
import type { Pages } from '#server/http/pages/page-writer.ts';
import { startClock } from '#server/jobs/clock.ts';
import { startFigures } from '#server/jobs/figures.ts';
import { startMinting } from '#server/jobs/minting.ts';
import { startOutbox } from '#server/jobs/outbox.ts';
import { startSegments } from '#server/jobs/segments.ts';
import { startWatch } from '#server/jobs/watch.ts';
import { startWebhooks } from '#server/jobs/webhooks.ts';
import { tillDeadlines } from '#server/storage/engines/deadlines.ts';
import { firstLoading } from '#server/storage/program/programs.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { emptyLog } from '#server/usecases/rights/erase.ts';
import { resolveByName } from '#server/vendors/webhook-post/resolve.ts';
import type { Config } from './config.ts';
import { endWith, listenFault, StartFault } from './failure.ts';
import { takeGiven } from './given-socket.ts';
import { makeLog } from './log/log.ts';
import { openContext } from './make-context.ts';
import { announce } from './terminal.ts';
import { version } from './version.ts';

/** Where pages and their files come from: a build, or their sources in development. */
export interface Front {
  readonly pages: Pages;
  readonly compilers?: AppOptions['compilers'];
  assets(app: FastifyInstance, context: Context): Promise<void>;
  /** Called when the addresses have been printed. */
  readonly announced?: (app: FastifyInstance) => void;
  /** How long requests may take once the server ends; absent: as long as a till waits. */
  readonly finishWithinMs?: number;
  /** Whether a new demonstration has members who have shopped for months; absent: it is empty. */
  readonly lived?: boolean;
}

/** What has not ended by then waits for something that may never come, such as a database that hangs. */
const endWithinMs = 15_000;

/** Starts everything: settings, database, clock, mail, and the network at the end. */
export async function serve(config: Config, front: Front): Promise<() => Promise<void>> {
  const log = makeLog(config);
  // Loaded only where somebody reads what is counted.
  const metrics = config.metrics && (await import('./metrics/metrics.ts')).makeMetrics();
  const { context, connections } = await openContext(config, log, {
    deadlines: tillDeadlines,
    metrics,
  });
  if (config.production) await lookBefore(context);
  let ending = false;
  const isEnding = () => ending;
  const app = await createApp(context, {
    pages: front.pages,
    assets: (app) => front.assets(app, context),
    logger: log,
    https: config.tls,
    trustProxy: config.trustedProxies,
    hstsSubdomains: config.hstsSubdomains,
    ...(front.compilers && { compilers: front.compilers }),
    ending: { ...front, isEnding },
  });
  metrics?.watch({ context, isEnding, connections, dataDir: config.dataDir });
  const measured = config.metrics && (await metrics?.serve(config.metrics));
  await app.listen({ port: config.port, host: config.host }).catch((fault: unknown) => {
    throw listenFault(fault);
  });
  const given = config.socketGiven ? await takeGiven(app) : null;
  // After the port is ours: a till's key is printed once, and a start that fails must not make one.
  const demonstration = config.production ? null : await demonstrationOf(context, front);
  // A process that was killed right after it had erased somebody has left the database's log as it was.
  void emptyLog(context);
  const outbox = startOutbox(context);
  const minting = startMinting(context);
  const stopClock = startClock(context);
  const watch = startWatch(context);
  const figures = startFigures(context);
  const segments = startSegments(context);
  const webhooks = startWebhooks(context, { resolve: resolveByName });
  const { publicUrl, production } = config;
  // In production standard output is JSON, line by line.
  if (production) log.info({ publicUrl, version }, `Tillpass is open at ${publicUrl}`);
  else announce(process.stdout, { publicUrl, inboxUrl: context.inboxUrl, demonstration });
  front.announced?.(app);

  return async () => {
    ending = true;
    log.info({ drainMs: config.drainMs }, 'Tillpass was told to end');
    await sleep(config.drainMs);
    const late = `It did not end within ${endWithinMs / 1000} seconds, so what still ran was broken off.`;
    setTimeout(endWith, endWithinMs, late).unref();
    // In this order: no more requests, then running work, and the database last.
    const letGo = given?.close();
    await app.close();
    await letGo;
    await stopClock();
    await watch.stop();
    await figures.stop();
    await segments.stop();
    await webhooks.stop();
    await outbox.stop();
    await minting.stop();
    await context.store.close();
    measured?.close();
    log.info('Tillpass has ended');
  };
}

/** Loaded only here, because production has none. */
async function demonstrationOf(
  context: Context,
  { lived = false }: Front,
): Promise<Demonstration | null> {
  const { setUpDemonstration } = await import('#server/demonstration/set-up.ts');
  return setUpDemonstration(context, { lived });
}

/** What a shop must have, and what it should not have. */
async function lookBefore(context: Context): Promise<void> {
  await demandProgram(context);
  const { warnOfPublishedPins } = await import('#server/demonstration/published-pins.ts');
  await warnOfPublishedPins(context);
}

async function demandProgram(context: Context): Promise<void> {
  if (await firstLoading(context.store.read)) return;
  await context.store.close();
  throw new StartFault(
    'No program is loaded: run "npm run admin -- begin NAME" to set the shop up in a browser, or "npm run admin -- program FILE" to load one.',
  );
}

/** Ends in order, once, on Ctrl-C and on SIGTERM; a second signal does not wait. */
export function endOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().then(() => process.exit(0), endWith);
    });
  }
}
