import { oldSecretMs, type Subscription } from '#domain/events/webhook.ts';
import { Refused } from '#domain/refusal.ts';
import type { WebhookAddressFault } from '#domain/refusals/desk-refusals.ts';
import { webhooksTopic } from '#server/storage/db/live.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import {
  addWebhookEndpoint,
  changeWebhookEndpoint,
  holdWebhookEndpoint,
  kindsText,
  removeWebhookEndpoint,
} from '#server/storage/events/webhook-endpoints.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { makeWebhookSecret } from '#server/vendors/webhook-post/signature.ts';
import { addressFault, addressWords } from '#server/vendors/webhook-post/target.ts';
import { sealWebhookSecret } from './webhook-secrets.ts';

/** Thrown for an address that webhooks can't be sent to. The message says why, for a terminal. */
export class WebhookFault extends Error {
  readonly fault: WebhookAddressFault;
  constructor(url: string, fault: WebhookAddressFault) {
    super(`${url} ${addressWords[fault]}.`);
    this.fault = fault;
  }
}

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
  const fault = addressFault(wish.url, context.webhookTargets);
  if (fault !== null) throw new WebhookFault(wish.url, fault);
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

/** Removes an endpoint and its deliveries. @throws Refused `not-found` */
export const removeWebhook = (context: Context, id: string): Promise<void> =>
  transact(context, async (work) => {
    await held(work, id);
    await removeWebhookEndpoint(work, id);
    await recordAct(work, { act: 'webhook-removed', details: { endpointId: id } });
  });

/**
 * Enables an endpoint again: it gets what waited when it was disabled, and new events. One that is enabled stays so.
 * @throws Refused `not-found`
 */
export const enableWebhook = (context: Context, id: string): Promise<void> =>
  transact(context, async (work) => {
    if ((await held(work, id)).disabled_at === null) return;
    const change = { disabled_at: null, disabled_reason: null, paused_until: 0 };
    await changeWebhookEndpoint(work, id, change);
    await recordAct(work, { act: 'webhook-enabled', details: { endpointId: id } });
    work.tell(webhooksTopic);
  });

export interface NewSecret {
  readonly secret: string;
  /** Until when the one before signs too. */
  readonly oldUntil: number;
}

/**
 * Gives an endpoint a new secret. For a day the one before signs too, so that the receiver has time to change.
 * @throws Refused `not-found`
 */
export const rotateWebhookSecret = (context: Context, id: string): Promise<NewSecret> =>
  transact(context, async (work) => {
    const endpoint = await held(work, id);
    const secret = makeWebhookSecret(context.randomBytes);
    const oldUntil = work.at + oldSecretMs;
    await changeWebhookEndpoint(work, id, {
      secret: sealWebhookSecret(context, secret),
      old_secret: endpoint.secret,
      old_secret_until: oldUntil,
    });
    await recordAct(work, { act: 'webhook-secret-renewed', details: { endpointId: id } });
    return { secret, oldUntil };
  });

async function held(work: Work, id: string): Promise<WebhookEndpointRow> {
  const endpoint = await holdWebhookEndpoint(work, id);
  if (!endpoint) throw new Refused({ key: 'not-found' });
  return endpoint;
}
