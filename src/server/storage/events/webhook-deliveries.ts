import { type Kysely, sql } from 'kysely';
import { isPostgres, purgeSome } from '#server/storage/db/dialect.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { WebhookDeliveryRow } from '#server/storage/db/schema-webhooks.ts';
import type { Tx } from '#server/storage/db/store.ts';

type Key = Pick<WebhookDeliveryRow, 'endpoint_id' | 'event_id'>;

/** How many rows fit into one statement on both databases, with room to spare. */
const rowsAtOnce = 500;

/**
 * Puts deliveries into the outbox, due now. One that is there already begins again: a replay asks for that, and
 * following the events never meets one twice.
 */
export async function putDeliveries(tx: Tx, keys: readonly Key[], at: number): Promise<void> {
  const fresh = { due_at: at, attempts: 0, taken_at: null, failed_at: null, answer: null };
  for (let from = 0; from < keys.length; from += rowsAtOnce) {
    const rows = keys.slice(from, from + rowsAtOnce);
    await tx.db
      .insertInto('webhook_deliveries')
      .values(rows.map((key) => ({ ...key, ...fresh, created_at: at })))
      .onConflict((conflict) =>
        conflict.columns(['endpoint_id', 'event_id']).doUpdateSet({ ...fresh, created_at: at }),
      )
      .execute();
  }
}

/**
 * Takes due deliveries of one endpoint and counts the attempt. Each belongs to the taker until its lease ends: if the
 * process dies while sending, another takes it.
 * @param leaseMs longer than an attempt, or an event would go out twice at once
 */
export async function takeDueDeliveries(
  tx: Tx,
  { endpointId, at, limit, leaseMs }: Taking,
): Promise<WebhookDeliveryRow[]> {
  let due = tx.db
    .selectFrom('webhook_deliveries')
    .select('event_id')
    .where('endpoint_id', '=', endpointId)
    .where('due_at', '<=', at)
    .orderBy('due_at')
    .limit(limit);
  if (isPostgres(tx.db)) due = due.forUpdate().skipLocked();
  const ids = (await due.execute()).map(({ event_id }) => event_id);
  if (ids.length === 0) return [];
  return tx.db
    .updateTable('webhook_deliveries')
    .set((eb) => ({ due_at: at + leaseMs, attempts: eb('attempts', '+', 1) }))
    .where('endpoint_id', '=', endpointId)
    .where('event_id', 'in', ids)
    .returningAll()
    .execute();
}

interface Taking {
  readonly endpointId: string;
  readonly at: number;
  readonly limit: number;
  readonly leaseMs: number;
}

/** The deliveries of one endpoint that are due, by their events; at most `limit`. */
export async function dueDeliveries(
  db: Kysely<Tables>,
  { endpointId, at, limit }: Omit<Taking, 'leaseMs'>,
): Promise<string[]> {
  const due = await db
    .selectFrom('webhook_deliveries')
    .select('event_id')
    .where('endpoint_id', '=', endpointId)
    .where('due_at', '<=', at)
    .limit(limit)
    .execute();
  return due.map(({ event_id }) => event_id);
}

/** Writes down the result of an attempt. Somebody who has lost the lease to another attempt changes nothing. */
export async function changeDelivery(
  tx: Tx,
  taken: WebhookDeliveryRow,
  change: Partial<Pick<WebhookDeliveryRow, 'due_at' | 'taken_at' | 'failed_at' | 'answer'>>,
): Promise<void> {
  await tx.db
    .updateTable('webhook_deliveries')
    .set(change)
    .where('endpoint_id', '=', taken.endpoint_id)
    .where('event_id', '=', taken.event_id)
    .where('attempts', '=', taken.attempts)
    .where('due_at', '=', taken.due_at)
    .execute();
}

/** Begins again with deliveries that were given up. @returns how many there were */
export async function retryFailedDeliveries(
  tx: Tx,
  endpointId: string,
  at: number,
): Promise<number> {
  const again = await tx.db
    .updateTable('webhook_deliveries')
    .set({ due_at: at, attempts: 0, failed_at: null, created_at: at })
    .where('endpoint_id', '=', endpointId)
    .where('failed_at', 'is not', null)
    .executeTakeFirst();
  return Number(again.numUpdatedRows);
}

/** How many deliveries of an endpoint wait, or were given up. @param atMost counting ends there */
export async function countDeliveries(
  db: Kysely<Tables>,
  endpointId: string,
  which: 'due_at' | 'failed_at',
  atMost: number,
): Promise<number> {
  const some = db
    .selectFrom('webhook_deliveries')
    .select('event_id')
    .where('endpoint_id', '=', endpointId)
    .where(which, 'is not', null)
    .limit(atMost);
  const { count } = await db
    .selectFrom(some.as('some'))
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The deliveries of an endpoint that wait, those that are due first; at most `limit`. */
export const waitingDeliveries = (
  db: Kysely<Tables>,
  endpointId: string,
  limit: number,
): Promise<WebhookDeliveryRow[]> =>
  db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('due_at', 'is not', null)
    .orderBy('due_at')
    .limit(limit)
    .execute();

/** Those that were given up, the latest first; at most `limit`. */
export const failedDeliveries = (
  db: Kysely<Tables>,
  endpointId: string,
  limit: number,
): Promise<WebhookDeliveryRow[]> =>
  db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('failed_at', 'is not', null)
    .orderBy('failed_at', 'desc')
    .limit(limit)
    .execute();

/** Deletes what is over. The events themselves stay, and can be replayed. */
export const purgeDeliveries = (tx: Tx, createdBefore: number): Promise<number> =>
  purgeSome(tx.db, 'webhook_deliveries', sql`created_at < ${createdBefore} and due_at is null`);
