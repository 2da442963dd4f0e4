import { webhooksTopic } from '#server/storage/db/live.ts';
import type { WebhookEndpointRow } from '#server/storage/db/schema-webhooks.ts';
import { placeOfCursor } from '#server/storage/events/cursors.ts';
import {
  beforeAllEvents,
  type EventPlace,
  eventById,
  eventsAfter,
  placeOf,
} from '#server/storage/events/events.ts';
import { putDeliveries, retryFailedDeliveries } from '#server/storage/events/webhook-deliveries.ts';
import { noteReplayed } from '#server/storage/events/webhook-endpoints.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { deliveriesTo } from './fan-out-events.ts';

/** Where a replay begins: at a time, after a place in the feed, or with an event. */
export type ReplayFrom =
  | { readonly at: number }
  | { readonly cursor: string }
  | { readonly eventId: string };

const eventsAtOnce = 500;

/** Sends again the deliveries that were given up. @returns how many deliveries that is */
export const retryWebhooks = (context: Context, endpointId: string): Promise<number> =>
  transact(context, async (work) => {
    const count = await retryFailedDeliveries(work, endpointId, work.at);
    if (count > 0) await noteReplay(work, endpointId, { from: 'given-up', count });
    work.tell(webhooksTopic);
    return count;
  });

const noteReplay = (work: Work, endpointId: string, more: { from: string; count?: number }) =>
  recordAct(work, { act: 'webhook-replayed', details: { endpointId, ...more } });

/**
 * Sends an endpoint all its events again from some point on, accepted before or not. Each keeps its id, so that the
 * receiver knows the ones that it has. Reads page by page, because there may be years of events.
 * @returns how many events that is, or null when there is no such event
 */
export async function replayWebhooks(
  context: Context,
  endpoint: WebhookEndpointRow,
  from: ReplayFrom,
): Promise<number | null> {
  let place = await beginningOf(context, from);
  if (place === null) return null;
  const since = 'at' in from ? from.at : Number.NEGATIVE_INFINITY;
  let count = 0;
  await transact(context, (work) => noteReplay(work, endpoint.id, { from: textOf(from) }));
  for (;;) {
    const events = await eventsAfter(context.store.read, place, { limit: eventsAtOnce });
    const last = events.at(-1);
    if (!last) {
      if ('cursor' in from) {
        await transact(context, (work) => noteReplayed(work, endpoint.id, from.cursor));
      }
      return count;
    }
    place = placeOf(last);
    const keys = deliveriesTo(
      endpoint,
      events.filter(({ at }) => at >= since),
    );
    // A replay from long ago reads many pages without events for this endpoint: they need no transaction.
    if (keys.length === 0) continue;
    count += keys.length;
    await transact(context, async (work) => {
      await putDeliveries(work, keys, work.at);
      work.tell(webhooksTopic);
    });
  }
}

const textOf = (from: ReplayFrom): string => {
  if ('at' in from) return new Date(from.at).toISOString();
  return 'cursor' in from ? from.cursor : from.eventId;
};

/** The place just before the event. For a time: the beginning of the feed, because events are not sorted by time. */
async function beginningOf({ store }: Context, from: ReplayFrom): Promise<EventPlace | null> {
  if ('at' in from) return beforeAllEvents;
  if ('cursor' in from) return placeOfCursor(from.cursor);
  const event = await eventById(store.read, from.eventId);
  if (!event) return null;
  const { writtenBy, seq } = placeOf(event);
  return { writtenBy, seq: seq - 1 };
}
