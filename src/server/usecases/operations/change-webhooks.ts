import type { NewWebhookSecret, WebhookTest } from '#contract/desk/desk-webhooks.ts';
import type { AddWebhook } from '#contract/desk/operations-input.ts';
import { storeOf } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { webhookEndpoint } from '#server/storage/events/webhook-endpoints.ts';
import {
  addWebhook,
  rotateWebhookSecret,
  WebhookFault,
} from '#server/usecases/followers/manage-webhooks.ts';
import { replayWebhooks, retryWebhooks } from '#server/usecases/followers/replay-webhooks.ts';
import { testWebhook } from '#server/usecases/followers/test-webhook.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { resolveByName } from '#server/vendors/webhook-post/resolve.ts';

/** Less than a page waits for an answer: whoever tests an endpoint wants to hear that it was slow. */
const answerWithinMs = 8_000;

/** Sends events to an address from now on. @throws Refused `desk-webhook-address`, `store-unknown` */
export async function addWebhookAtDesk(
  context: Context,
  wish: AddWebhook,
): Promise<NewWebhookSecret> {
  const { program } = await readWork(context);
  const storeId = wish.storeId ?? null;
  if (storeId !== null && !storeOf(program, storeId)) {
    throw new Refused({ key: 'store-unknown', store: storeId });
  }
  try {
    const subscription = { kinds: wish.kinds ?? null, storeId };
    const made = await addWebhook(context, { url: wish.url.trim(), ...subscription });
    return { ...made, oldUntil: null };
  } catch (error) {
    if (!(error instanceof WebhookFault)) throw error;
    throw new Refused({ key: 'desk-webhook-address', fault: error.fault });
  }
}

/** A new secret, shown once. @throws Refused `not-found` */
export async function renewWebhookSecret(context: Context, id: string): Promise<NewWebhookSecret> {
  return { id, ...(await rotateWebhookSecret(context, id)) };
}

/** Sends one signed message that tells of nothing. @throws Refused `not-found` */
export async function testWebhookAtDesk(context: Context, id: string): Promise<WebhookTest> {
  const reach = { resolve: resolveByName, answerWithinMs };
  const answer = await testWebhook(context, await known(context, id), reach);
  if (answer.outcome === 'taken') return { taken: true, reason: null };
  const gone = 'it answered 410: gone';
  return { taken: false, reason: answer.outcome === 'gone' ? gone : answer.reason };
}

/**
 * Sends again what was given up, or all events from the place on at which an endpoint was disabled.
 * @returns how many deliveries that is
 * @throws Refused `not-found`
 */
export async function replayAtDesk(
  context: Context,
  id: string,
  what: 'given-up' | 'missed',
): Promise<number> {
  const endpoint = await known(context, id);
  if (what === 'given-up') return retryWebhooks(context, id);
  if (endpoint.queued_to === null) return 0;
  return (await replayWebhooks(context, endpoint, { cursor: endpoint.queued_to })) ?? 0;
}

async function known({ store }: Context, id: string): Promise<WebhookEndpointRow> {
  const endpoint = await webhookEndpoint(store.read, id);
  if (!endpoint) throw new Refused({ key: 'not-found' });
  return endpoint;
}
