import type { Kysely } from 'kysely';
import { type EventKind, isEventKind } from '#domain/events/event.ts';
import type { Subscription } from '#domain/events/webhook.ts';
import { isPostgres } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import type { Tx } from '#server/storage/db/store.ts';

/** Every endpoint, the oldest first. */
export function webhookEndpoints(db: Kysely<Tables>): Promise<WebhookEndpointRow[]> {
  return db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export function webhookEndpoint(
  db: Kysely<Tables>,
  id: string,
): Promise<WebhookEndpointRow | undefined> {
  return db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function addWebhookEndpoint(tx: Tx, row: WebhookEndpointRow): Promise<void> {
  await tx.db.insertInto('webhook_endpoints').values(row).execute();
}

export async function changeWebhookEndpoint(
  tx: Tx,
  id: string,
  change: Partial<Omit<WebhookEndpointRow, 'id'>>,
): Promise<void> {
  await tx.db.updateTable('webhook_endpoints').set(change).where('id', '=', id).execute();
}

/** Deletes an endpoint with its deliveries. */
export async function removeWebhookEndpoint(tx: Tx, id: string): Promise<void> {
  await tx.db.deleteFrom('webhook_deliveries').where('endpoint_id', '=', id).execute();
  await tx.db.deleteFrom('webhook_endpoints').where('id', '=', id).execute();
}

/** The endpoint, locked until the transaction ends: what is changed in it is changed once. */
export function holdWebhookEndpoint(tx: Tx, id: string): Promise<WebhookEndpointRow | undefined> {
  const found = tx.db.selectFrom('webhook_endpoints').selectAll().where('id', '=', id);
  return (isPostgres(tx.db) ? found.forUpdate() : found).executeTakeFirst();
}

/** What an endpoint wants. A kind that this version does not know is left out. */
export const subscriptionOf = ({ kinds, store_id }: WebhookEndpointRow): Subscription => ({
  kinds: kinds === null ? null : (JSON.parse(kinds) as string[]).filter(isEventKind), // Ours: subscribed.
  storeId: store_id,
});

export const kindsText = (kinds: readonly EventKind[] | null): string | null =>
  kinds === null ? null : JSON.stringify(kinds);

/**
 * Disables an endpoint. Several attempts may be answered "gone" at once; the first one counts. A gap from an earlier
 * time stays to be replayed.
 * @param queuedTo a place not after the last event that it was given
 */
export async function disableWebhookEndpoint(
  tx: Tx,
  id: string,
  { at, reason, queuedTo }: { at: number; reason: string; queuedTo: string },
): Promise<void> {
  await tx.db
    .updateTable('webhook_endpoints')
    .set(({ fn, ref, val }) => ({
      disabled_at: at,
      disabled_reason: reason,
      queued_to: fn.coalesce(ref('queued_to'), val(queuedTo)),
    }))
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .execute();
}

/**
 * Every event after that place is in its outbox now. An endpoint that was disabled again meanwhile goes on missing
 * events.
 */
export async function noteReplayed(tx: Tx, id: string, queuedTo: string): Promise<void> {
  await tx.db
    .updateTable('webhook_endpoints')
    .set({ queued_to: null })
    .where('id', '=', id)
    .where('queued_to', '=', queuedTo)
    .where('disabled_at', 'is', null)
    .execute();
}
