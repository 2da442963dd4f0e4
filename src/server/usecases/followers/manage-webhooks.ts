import { oldSecretMs, type Subscription } from '#domain/events/webhook.ts';
import { webhooksTopic } from '#server/storage/db/live.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import {
  addWebhookEndpoint,
  changeWebhookEndpoint,
  kindsText,
  removeWebhookEndpoint,
} from '#server/storage/events/webhook-endpoints.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { makeWebhookSecret } from '#server/vendors/webhook-post/signature.ts';
import { targetFault } from '#server/vendors/webhook-post/target.ts';
import { sealWebhookSecret } from './webhook-secrets.ts';

/** Thrown for an address that webhooks can't be sent to. The message says why. */
export class WebhookFault extends Error {}

export interface NewWebhook {
  readonly id: string;
  /** Printed once, stored encrypted. */
  readonly secret: string;
}

/**
 * Adds an endpoint. It hears of what happens from now on.
 * @throws WebhookFault when webhooks can't go there
 */
export async function addWebhook(
  context: Context,
  wish: Subscription & { readonly url: string },
): Promise<NewWebhook> {
  const fault = targetFault(wish.url, context.webhookTargets);
  if (fault !== null) throw new WebhookFault(`${wish.url} ${fault}.`);
  const secret = makeWebhookSecret(context.randomBytes);
  const row: WebhookEndpointRow = {
    id: makeId(context),
    url: wish.url,
    store_id: wish.storeId,
    kinds: kindsText(wish.kinds),
    secret: sealWebhookSecret(context, secret),
    old_secret: null,
    old_secret_until: null,
    created_at: context.now(),
    paused_until: 0,
    taken_at: null,
    disabled_at: null,
    disabled_reason: null,
    queued_to: null,
  };
  await transact(context, async (work) => {
    await addWebhookEndpoint(work, row);
    const details = { endpointId: row.id };
    await recordAct(work, { act: 'webhook-added', storeId: wish.storeId, details });
  });
  return { id: row.id, secret };
}

/** Removes an endpoint and its waiting deliveries. */
export const removeWebhook = (context: Context, id: string): Promise<void> =>
  transact(context, async (work) => {
    await removeWebhookEndpoint(work, id);
    await recordAct(work, { act: 'webhook-removed', details: { endpointId: id } });
  });

/** Enables an endpoint again: it gets what waited when it was disabled, and new events. */
export const enableWebhook = (context: Context, id: string): Promise<void> =>
  transact(context, async (work) => {
    const change = { disabled_at: null, disabled_reason: null, paused_until: 0 };
    await changeWebhookEndpoint(work, id, change);
    await recordAct(work, { act: 'webhook-enabled', details: { endpointId: id } });
    work.tell(webhooksTopic);
  });

/** Gives an endpoint a new secret. For a day the old one signs too, so that the receiver has time to change. */
export async function rotateWebhookSecret(
  context: Context,
  endpoint: WebhookEndpointRow,
): Promise<string> {
  const secret = makeWebhookSecret(context.randomBytes);
  const change = {
    secret: sealWebhookSecret(context, secret),
    old_secret: endpoint.secret,
    old_secret_until: context.now() + oldSecretMs,
  };
  await transact(context, async (work) => {
    await changeWebhookEndpoint(work, endpoint.id, change);
    const details = { endpointId: endpoint.id };
    await recordAct(work, { act: 'webhook-secret-renewed', details });
  });
  return secret;
}
