import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { EventKind } from '#domain/events/event.ts';
import type { Subscription } from '#domain/events/webhook.ts';
import { startWebhooks } from '#server/jobs/webhooks.ts';
import { webhookEndpoint } from '#server/storage/events/webhook-endpoints.ts';
import { settled } from '#server/tests/kit/settled.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { fanOutEvents } from '#server/usecases/followers/fan-out-events.ts';
import { addWebhook, removeWebhook } from '#server/usecases/followers/manage-webhooks.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { openReceiver, type Receiver, take } from './receiver.ts';

/** Turns a server's clock to the real time: the official package refuses a signature that is five minutes off. */
export const atRealTime = ({ clock }: Tillpass): void => clock.turnTo(Date.now());

/** Sends webhooks until the test ends. @returns the lines of the log */
export function sendWebhooks(test: TestContext, t: Tillpass, answerWithinMs = 5_000) {
  const said: string[] = [];
  const waiting = new Set<() => void>();
  const say = (fields: Record<string, unknown>, message: string) => {
    said.push(`${message} ${JSON.stringify(fields)}`);
    for (const look of waiting) look();
  };
  const context = { ...t.context, log: { info: say, warn: say, error: say } };
  const webhooks = startWebhooks(context, { resolve: async () => [], answerWithinMs });
  test.after(() => webhooks.stop());
  /** Resolves when the log has so many lines. */
  const heard = (atLeast: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (said.length < atLeast) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  return { said, heard, webhooks };
}

type Answers = NonNullable<Parameters<typeof openReceiver>[0]>;

/** A foreign server until the test ends. */
export async function receiver(test: TestContext, answer: Answers = take): Promise<Receiver> {
  const one = await openReceiver(answer);
  test.after(() => one.close());
  return one;
}

/**
 * Until the test ends, an endpoint for one kind of event, which only `happen` makes, or for those that the test says.
 */
export async function endpoint(
  test: TestContext,
  t: Tillpass,
  { url }: Receiver,
  wanted: Partial<Subscription> = {},
) {
  const wish = { kinds: ['pool.low'] as const, storeId: null, ...wanted };
  // Events of the last test must not come to this one.
  await settled(t.context.store);
  while (await fanOutEvents(t.context)) {}
  const added = await addWebhook(t.context, { ...wish, url });
  test.after(() => removeWebhook(t.context, added.id));
  const row = async () => {
    const found = await webhookEndpoint(t.context.store.read, added.id);
    assert.ok(found);
    return found;
  };
  return { ...added, row };
}

/** Makes an event happen. */
export const happen = (
  { context }: Tillpass,
  kind: EventKind = 'pool.low',
  storeId: string | null = null,
): Promise<void> =>
  transact(context, (work) => recordEvent(work, { kind, memberId: null, storeId, data: {} }));

/** The ids under which webhooks came, in order. */
export const idsIn = ({ received }: Receiver) =>
  received.map(({ headers }) => headers['webhook-id']);
