import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, type Registry } from 'prom-client';
import { lastRun } from '#server/start/last-run.ts';
import type { Connections } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { isClockBehind } from '#server/usecases/program/clock-behind.ts';
import { readWaiting, type Waiting } from './waiting.ts';

/** Prometheus gives up after ten seconds; whoever asks about an outage wants the rest of the metrics. */
const answerWithinMs = 1_000;

export interface Watched {
  readonly context: Pick<Context, 'store' | 'canWrite' | 'now' | 'log'>;
  readonly isEnding: () => boolean;
  readonly connections: () => readonly Connections[];
  readonly dataDir: string;
}

/**
 * The metrics that are looked up when they are asked for. If the database does not answer in time, what it would have
 * told is missing, and `tillpass_database_up` is 0.
 * @returns what to call before the metrics are written
 */
export function standingOf(watched: Watched, registry: Registry): () => Promise<void> {
  const { context, isEnding, connections, dataDir } = watched;
  const gauge = gauges(registry);
  const up = gauge('tillpass_database_up', 'Whether the database answered within a second.');
  const ready = gauge('tillpass_ready', 'Whether requests should come here, as /readyz says.');
  const writable = gauge('tillpass_database_writable', 'Whether the last write succeeded.');
  const disk = gauge('tillpass_data_disk_free_bytes', 'Free space on the disk of DATA_DIR.');
  const open = gauge(
    'tillpass_database_connections',
    'Connections to PostgreSQL, and who waits for one.',
    ...(['pool', 'state'] as const),
  );
  const run = runGauges(registry);
  const tellWaiting = waitingGauges(registry);
  let asked: Promise<Waiting | null> | null = null;
  let behind = false;
  const ask = async (): Promise<Waiting | null> => {
    try {
      behind = await isClockBehind(context);
      return await readWaiting(context.store.read, context.now());
    } catch (err) {
      context.log.error({ err }, 'the database told the metrics nothing');
      return null;
    } finally {
      asked = null;
    }
  };
  return async () => {
    // Everybody waits for the same question, so that a database that hangs holds one connection.
    asked ??= ask();
    const waiting = await Promise.race([asked, sleep(answerWithinMs, null, { ref: false })]);
    tellWaiting(waiting, context.now());
    up.set(waiting ? 1 : 0);
    writable.set(context.canWrite() ? 1 : 0);
    ready.set(waiting && !behind && context.canWrite() && !isEnding() ? 1 : 0);
    disk.set(await freeBytes(dataDir));
    for (const { pool, busy, idle, waiting: queue } of connections()) {
      open.set({ pool, state: 'busy' }, busy);
      open.set({ pool, state: 'idle' }, idle);
      open.set({ pool, state: 'wanted' }, queue);
    }
    for (const name of ['verify', 'backup', 'drill', 'ship'] as const)
      run(name, await lastRun(dataDir, name));
  };
}

const gauges =
  (registry: Registry) =>
  <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });

function waitingGauges(registry: Registry): (waiting: Waiting | null, at: number) => void {
  const gauge = gauges(registry);
  const mails = gauge('tillpass_mails_due', 'Mails that should have gone out; at most 1000.');
  const mailAge = gauge('tillpass_mails_due_oldest_seconds', 'How late the first of them is.');
  const deliveries = gauge(
    'tillpass_webhook_deliveries_due',
    'Deliveries that should have gone out, by endpoint; at most 1000.',
    'endpoint',
  );
  const disabled = gauge(
    'tillpass_webhook_endpoint_disabled',
    'Whether an endpoint was disabled.',
    'endpoint',
  );
  const lag = gauge(
    'tillpass_event_follower_lag_seconds',
    'Age of the first event that a follower has not read.',
    'follower',
  );
  const scope = ['reward', 'store'] as const;
  const codes = gauge('tillpass_pool_codes_free', 'Codes that are left in a pool.', ...scope);
  const low = gauge('tillpass_pool_low', 'Whether a pool should be filled.', ...scope);
  const all = [mails, mailAge, deliveries, disabled, lag, codes, low];
  return (waiting, at) => {
    // An endpoint that was removed, or a database that is away, tells nothing any more.
    for (const one of all) one.reset();
    if (!waiting) {
      for (const one of [mails, mailAge]) one.remove();
      return;
    }
    mails.set(waiting.mails);
    mailAge.set(waiting.mailDueAt === null ? 0 : Math.max(0, at - waiting.mailDueAt) / 1000);
    for (const { id, waiting: due, disabled: isDisabled } of waiting.endpoints) {
      deliveries.set({ endpoint: id }, due);
      disabled.set({ endpoint: id }, isDisabled ? 1 : 0);
    }
    for (const [follower, ms] of Object.entries(waiting.lagMs)) lag.set({ follower }, ms / 1000);
    for (const { reward, store, free, isLow } of waiting.pools) {
      codes.set({ reward, store }, free);
      low.set({ reward, store }, isLow ? 1 : 0);
    }
  };
}

/** What an administrator runs beside the server: a name, and how its last run on this machine ended. */
function runGauges(registry: Registry) {
  const gauge = gauges(registry);
  const at = gauge(
    'tillpass_last_run_timestamp_seconds',
    'When verify, backup or drill last ran, or ship last shipped, with this DATA_DIR.',
    'run',
  );
  const well = gauge('tillpass_last_run_success', 'Whether it ended well.', 'run');
  return (run: string, last: Awaited<ReturnType<typeof lastRun>>) => {
    if (!last) return;
    at.set({ run }, last.at / 1000);
    well.set({ run }, last.ok ? 1 : 0);
  };
}

async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    // With PostgreSQL there may be no such folder.
    return Number.NaN;
  }
}
