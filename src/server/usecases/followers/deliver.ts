import { type Answer, afterAttempt, type NextStep } from '#domain/events/webhook.ts';
import type { WebhookDeliveryRow, WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { cursorOf } from '#server/storage/events/cursors.ts';
import { followerPlace } from '#server/storage/events/event-followers.ts';
import { eventById } from '#server/storage/events/events.ts';
import { changeDelivery } from '#server/storage/events/webhook-deliveries.ts';
import {
  changeWebhookEndpoint,
  disableWebhookEndpoint,
  webhookEndpoint,
} from '#server/storage/events/webhook-endpoints.ts';
import { showEvent } from '#server/usecases/followers/read-events.ts';
import { openWebhookSecrets } from '#server/usecases/followers/webhook-secrets.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { notTaken, postWebhook, type Reach } from '#server/vendors/webhook-post/post.ts';

/**
 * Tries one delivery once. The result is in the outbox afterwards.
 * @returns after how many milliseconds it is due again, or null when that is that
 */
export async function deliver(
  context: Context,
  endpoint: WebhookEndpointRow,
  row: WebhookDeliveryRow,
  reach: Reach,
): Promise<number | null> {
  const { log, meters, now } = context;
  const answer = await attempt(context, endpoint, row, reach);
  const reason = answer.outcome === 'not-taken' ? answer.reason : answer.outcome;
  const at = now();
  const next = await transact(context, async (work) => {
    // Read again, because other deliveries to this endpoint run at the same time, and an administrator may have changed
    // it.
    const takenAt = (await webhookEndpoint(work.db, endpoint.id))?.taken_at ?? null;
    const takenSince = takenAt !== null && takenAt >= row.created_at;
    const chance = (context.randomBytes(1)[0] ?? 0) / 255;
    const step = afterAttempt(answer, { attempt: row.attempts, at, chance, takenSince });
    await keep(work, row, { reason, step, at });
    return step;
  });
  const said = { endpoint: endpoint.id, event: row.event_id, attempt: row.attempts };
  switch (next.step) {
    case 'done':
      meters.webhook('taken');
      return null;
    case 'again':
      meters.webhook('postponed');
      log.warn({ ...said, reason }, 'a webhook was not taken');
      return next.at - at;
    case 'give-up':
      meters.webhook('given-up');
      log.error({ ...said, reason }, 'a webhook was given up');
      if (next.disable) log.error({ endpoint: endpoint.id, reason }, 'an endpoint was disabled');
      return null;
  }
}

async function attempt(
  context: Context,
  endpoint: WebhookEndpointRow,
  row: WebhookDeliveryRow,
  reach: Reach,
): Promise<Answer> {
  const event = await eventById(context.store.read, row.event_id);
  if (!event) throw new Error('a delivery has no event');
  let secrets: readonly string[];
  try {
    secrets = openWebhookSecrets(context, endpoint);
  } catch {
    return notTaken('its secret was sealed under another SECRET_KEY');
  }
  const body = JSON.stringify(showEvent(event));
  return postWebhook({ url: endpoint.url, secrets, id: event.id, body }, reach);
}

async function keep(
  work: Work,
  row: WebhookDeliveryRow,
  { reason, step, at }: { reason: string; step: NextStep; at: number },
): Promise<void> {
  switch (step.step) {
    case 'done':
      await changeDelivery(work, row, { due_at: null, taken_at: at, answer: reason });
      return changeWebhookEndpoint(work, row.endpoint_id, { taken_at: at });
    case 'again':
      await changeDelivery(work, row, { due_at: step.at, answer: reason });
      if (step.pausedUntil === null) return;
      return changeWebhookEndpoint(work, row.endpoint_id, { paused_until: step.pausedUntil });
    case 'give-up':
      await changeDelivery(work, row, { due_at: null, failed_at: at, answer: reason });
      if (step.disable === null) return;
      return disableWebhookEndpoint(work, row.endpoint_id, {
        at,
        reason: step.disable,
        // A place in the feed and not a time: earlier events may not have been queued yet.
        queuedTo: cursorOf(await followerPlace(work, 'webhooks')),
      });
  }
}
