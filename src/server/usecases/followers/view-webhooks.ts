import type { DeliveryView, DeskWebhook, WebhookLine } from '#contract/desk/desk-webhooks.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import { Refused } from '#domain/refusal.ts';
import type { WebhookDeliveryRow, WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { eventById } from '#server/storage/events/events.ts';
import {
  countDeliveries,
  failedDeliveries,
  waitingDeliveries,
} from '#server/storage/events/webhook-deliveries.ts';
import {
  subscriptionOf,
  webhookEndpoint,
  webhookEndpoints,
} from '#server/storage/events/webhook-endpoints.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { some, someAtMost } from '#server/usecases/ground/some.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';

/** How many deliveries of each state are shown. */
const shownAtMost = 30;

/** Every endpoint, the oldest first, with how much waits for it and how much was given up. */
export async function listWebhooks(context: Context): Promise<WebhookLine[]> {
  const work = await readWork(context);
  return Promise.all((await webhookEndpoints(work.db)).map((row) => lineOf(work, row)));
}

/** An endpoint with the deliveries that wait and that were given up, some of each. @throws Refused `not-found` */
export async function viewWebhook(context: Context, endpointId: string): Promise<DeskWebhook> {
  const work = await readWork(context);
  const row = await webhookEndpoint(work.db, endpointId);
  if (!row) throw new Refused({ key: 'not-found' });
  const due = await waitingDeliveries(work.db, endpointId, shownAtMost);
  const failed = await failedDeliveries(work.db, endpointId, shownAtMost);
  return {
    ...(await lineOf(work, row)),
    due: await Promise.all(due.map((one) => deliveryOf(work, one))),
    failed: await Promise.all(failed.map((one) => deliveryOf(work, one))),
  };
}

async function lineOf(
  { db, program, at }: ReadWork,
  row: WebhookEndpointRow,
): Promise<WebhookLine> {
  const { kinds, storeId } = subscriptionOf(row);
  const { disabled_at: since, disabled_reason: reason, old_secret_until: oldUntil } = row;
  return {
    id: row.id,
    url: row.url,
    kinds,
    store: storeId === null ? null : { id: storeId, name: storeNameOf(program, storeId) },
    createdAt: row.created_at,
    takenAt: row.taken_at,
    disabled: since === null ? null : { since, reason: reason ?? '' },
    missedFrom: row.queued_to,
    oldSecretUntil: oldUntil !== null && oldUntil > at ? oldUntil : null,
    waiting: some(await countDeliveries(db, row.id, 'due_at', someAtMost + 1)),
    givenUp: some(await countDeliveries(db, row.id, 'failed_at', someAtMost + 1)),
  };
}

async function deliveryOf(
  { db, program }: ReadWork,
  row: WebhookDeliveryRow,
): Promise<DeliveryView> {
  const event = await eventById(db, row.event_id);
  if (!event) throw new Error('a delivery has no event');
  return {
    eventId: row.event_id,
    kind: event.kind,
    happenedAt: event.at,
    store: event.store_id === null ? null : storeNameOf(program, event.store_id),
    attempts: row.attempts,
    answer: row.answer,
    at: row.due_at ?? row.failed_at ?? row.created_at,
  };
}
