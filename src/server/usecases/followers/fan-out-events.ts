import { isFor } from '#domain/events/webhook.ts';
import { webhooksTopic } from '#server/storage/db/live.ts';
import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { putDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { subscriptionOf, webhookEndpoints } from '#server/storage/events/webhook-endpoints.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { followEvents } from './follow-events.ts';

/**
 * Puts new events into the outbox of every endpoint that wants them. The follower's place moves in the same transaction
 * as the deliveries are written, so no event is lost.
 * @returns whether more are waiting
 */
export function fanOutEvents(context: Context): Promise<boolean> {
  return followEvents(context, { name: 'webhooks', atOnce: 200 }, async (work, events) => {
    const endpoints = (await webhookEndpoints(work.db)).filter((one) => one.disabled_at === null);
    const keys = endpoints.flatMap((endpoint) => deliveriesTo(endpoint, events));
    if (keys.length === 0) return;
    await putDeliveries(work, keys, work.at);
    work.tell(webhooksTopic);
  });
}

/** The deliveries that one endpoint wants of these events. */
export function deliveriesTo(endpoint: WebhookEndpointRow, events: readonly KeptEvent[]) {
  const subscription = subscriptionOf(endpoint);
  return events
    .filter(({ kind, store_id }) => isFor(subscription, { kind, storeId: store_id }))
    .map(({ id }) => ({ endpoint_id: endpoint.id, event_id: id }));
}
