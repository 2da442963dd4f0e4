import type { Answer } from '#domain/events/webhook.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { postWebhook, type Reach } from '#server/vendors/webhook-post/post.ts';
import { openWebhookSecrets } from './webhook-secrets.ts';

/** Sends one signed message without an event, to see whether an endpoint accepts it. */
export function testWebhook(
  context: Context,
  endpoint: WebhookEndpointRow,
  reach: Pick<Reach, 'resolve' | 'answerWithinMs'>,
): Promise<Answer> {
  const { url } = endpoint;
  const id = makeId(context);
  const timestamp = new Date(context.now()).toISOString();
  const type = 'webhook.test';
  const message = { id, type, timestamp, storeId: null, memberId: null, data: {} };
  const secrets = openWebhookSecrets(context, endpoint);
  return postWebhook(
    { url, secrets, id, body: JSON.stringify(message) },
    {
      ...reach,
      targets: context.webhookTargets,
      signal: new AbortController().signal,
      now: context.now,
    },
  );
}
