import { withTimeout } from '#server/jobs/with-timeout.ts';
import { startLoop, type WorkerLoop } from '#server/jobs/worker-loop.ts';
import { eventsTopic, webhooksTopic } from '#server/storage/db/live.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { takeDueDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import { deliver } from '#server/usecases/followers/deliver.ts';
import { fanOutEvents } from '#server/usecases/followers/fan-out-events.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { answerWithinMs, type Resolve } from '#server/vendors/webhook-post/post.ts';

/** Longer than an attempt may take, so that no second process makes the same attempt meanwhile. */
const leaseMs = 60_000;
/** How many deliveries to one endpoint run at once: a slow endpoint fills only its own places. */
const placesEach = 10;
/** How long a round waits for more events: a receiver does not notice it, and in a busy minute some ten share a round. */
const gatherMs = 50;
/** How long an ended delivery waits before the next are taken: others end soon too, and together they need one transaction. */
const nextWithinMs = 20;
/** How often to look for events that another transaction has delayed, because nothing is told at its end. */
const lookAtEventsMs = 1_000;
const lookAgainMs = 5_000;
/** How long stopping waits for deliveries that are being sent. */
const finishWithinMs = 5_000;

export interface Webhooks {
  /** Looks now for what is due. */
  wake(): void;
  /** Sends nothing new, waits a little for running deliveries, and ends them. */
  stop(): Promise<void>;
}

export interface WebhookOptions {
  readonly resolve: Resolve;
  /** The timeout of an attempt; absent: the specification's. */
  readonly answerWithinMs?: number;
}

/** Follows the events and sends them to the endpoints that want them, until it is stopped. */
export function startWebhooks(context: Context, options: WebhookOptions): Webhooks {
  const sender = new Sender(context, options);
  const fanOut = startLoop(context, {
    name: 'the fan-out of webhooks',
    job: 'webhook-fan-out',
    topic: eventsTopic,
    gatherMs,
    lookAgainMs: lookAtEventsMs,
    round: () => fanOutEvents(context),
  });
  const sending = startLoop(context, {
    name: 'the sending of webhooks',
    job: 'webhook-sending',
    topic: webhooksTopic,
    lookAgainMs,
    round: (loop) => sender.round(loop),
  });
  return {
    wake: () => {
      fanOut.wake();
      sending.wake();
    },
    stop: async () => {
      await Promise.all([fanOut.stop(), sending.stop()]);
      await sender.finish();
    },
  };
}

/** The running deliveries, by endpoint. */
class Sender {
  readonly #context: Context;
  readonly #options: WebhookOptions;
  readonly #ending = new AbortController();
  readonly #onTheWay = new Map<string, Set<Promise<void>>>();

  constructor(context: Context, options: WebhookOptions) {
    this.#context = context;
    this.#options = options;
  }

  async round(loop: WorkerLoop): Promise<boolean> {
    const { store, now } = this.#context;
    for (const endpoint of await webhookEndpoints(store.read)) {
      if (endpoint.disabled_at === null && endpoint.paused_until <= now()) {
        await this.#fill(endpoint, loop);
      }
    }
    return false;
  }

  async finish(): Promise<void> {
    const all = () => Promise.all([...this.#onTheWay.values()].flatMap((sent) => [...sent]));
    await withTimeout(finishWithinMs, all());
    this.#ending.abort();
    await all();
  }

  async #fill(endpoint: WebhookEndpointRow, loop: WorkerLoop): Promise<void> {
    const { store, now } = this.#context;
    const sent = this.#onTheWay.get(endpoint.id) ?? new Set();
    this.#onTheWay.set(endpoint.id, sent);
    const limit = placesEach - sent.size;
    if (limit === 0) return;
    const taking = { endpointId: endpoint.id, at: now(), limit, leaseMs };
    for (const row of await store.transact((tx) => takeDueDeliveries(tx, taking))) {
      const one = deliver(this.#context, endpoint, row, this.#reach())
        // The database is away, or the process ends. The lease ends, and the delivery is taken again.
        .catch((err: unknown) => this.#missed(err))
        .then((againMs) => {
          sent.delete(one);
          // Either a place is free now, or this delivery is due again later.
          loop.wake(againMs ?? nextWithinMs);
        });
      sent.add(one);
    }
  }

  #missed(err: unknown): number {
    if (!this.#ending.signal.aborted) {
      this.#context.log.error({ err }, 'a webhook could not be sent');
    }
    return lookAgainMs;
  }

  #reach() {
    return {
      targets: this.#context.webhookTargets,
      resolve: this.#options.resolve,
      answerWithinMs: this.#options.answerWithinMs ?? answerWithinMs,
      signal: this.#ending.signal,
      now: this.#context.now,
    };
  }
}
