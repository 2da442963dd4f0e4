import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { eventKinds } from '#domain/events/event.ts';
import { refusalKeys } from '#domain/refusal.ts';
import type { Meters } from '#server/usecases/ground/meters.ts';

/** A till gives up after five seconds; what is quicker than five milliseconds interests nobody. */
export const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Gauges of prom-client whose names end as only a counter's may; `promtool` says so. */
const misnamed = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** A registry with what Node tells of the process and its event loop. */
export function newRegistry(): Registry {
  const register = new Registry();
  collectDefaultMetrics({ register });
  for (const name of misnamed) register.removeSingleMetric(name);
  return register;
}

/** Counts in the registry what the server does. */
export function metersOf(registry: Registry): Meters {
  const registers = [registry];
  const count = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const requests = new Histogram({
    name: 'tillpass_http_request_duration_seconds',
    help: 'Requests by method, pattern of the route and status; live streams are not among them.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const streams = new Gauge({
    name: 'tillpass_live_streams',
    help: 'Pages and tills that listen for news now.',
    registers,
  });
  const rounds = new Histogram({
    name: 'tillpass_task_duration_seconds',
    help: 'Rounds of what runs by itself.',
    // Not `job`: Prometheus has a label of that name.
    labelNames: ['task'],
    buckets,
    registers,
  });
  const lastRound = new Gauge({
    name: 'tillpass_task_last_success_timestamp_seconds',
    help: 'When it last ended a round well.',
    labelNames: ['task'],
    registers,
  });
  const failures = count('tillpass_task_failures_total', 'Rounds that failed.', 'task');
  const events = count(
    'tillpass_events_total',
    'What happened and was committed: redemptions, purchases, and all other kinds of events.',
    'kind',
  );
  const refusals = count('tillpass_refusals_total', 'Requests that got no, by its key.', 'key');
  const mails = count('tillpass_mails_total', 'Tries to send a mail, by their end.', 'outcome');
  const webhooks = count(
    'tillpass_webhook_attempts_total',
    'Tries to deliver a webhook, by their end.',
    'outcome',
  );
  // Each kind starts at zero: otherwise the first event of a kind would not show as an increase.
  for (const kind of eventKinds) events.inc({ kind }, 0);
  for (const key of [...refusalKeys, 'broken', 'unavailable']) refusals.inc({ key }, 0);
  for (const outcome of ['taken', 'postponed', 'given-up']) {
    mails.inc({ outcome }, 0);
    webhooks.inc({ outcome }, 0);
  }
  mails.inc({ outcome: 'withheld' }, 0);
  return {
    answered: ({ method, route, status, seconds }) =>
      requests.observe({ method, route, status }, seconds),
    stream: (change) => streams.inc(change),
    refused: (key) => refusals.inc({ key }),
    happened: (kind) => events.inc({ kind }),
    mail: (outcome) => mails.inc({ outcome }),
    webhook: (outcome) => webhooks.inc({ outcome }),
    round: (job, ended, seconds) => {
      rounds.observe({ task: job }, seconds);
      if (ended === 'done') lastRound.set({ task: job }, Date.now() / 1000);
      else failures.inc({ task: job });
    },
  };
}
