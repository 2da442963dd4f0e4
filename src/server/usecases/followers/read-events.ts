import type { WireEvent } from '#contract/pos/pos-events.ts';
import { notForTills } from '#domain/events/event.ts';
import { Refused } from '#domain/refusal.ts';
import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import { cursorOf, placeOfCursor } from '#server/storage/events/cursors.ts';
import {
  beforeAllEvents,
  type EventPlace,
  eventsAfter,
  lastPlace,
  placeOf,
} from '#server/storage/events/events.ts';
import type { Context } from '#server/usecases/ground/context.ts';

export interface EventPage {
  readonly events: readonly WireEvent[];
  readonly next: string;
  readonly more: boolean;
}

/**
 * A page of events of a till's store, in an order that leaves none out. Events that belong to no store are not shown:
 * they would tell every till what each member does at home.
 * @param after where the last page ended; `now`: where the next event will come; absent: the beginning
 * @throws Refused `request-invalid` when `after` is no cursor of ours
 */
export async function readEvents(
  { store }: Context,
  wish: { storeId: string; after: string | undefined; limit: number },
): Promise<EventPage> {
  const { storeId, limit } = wish;
  if (wish.after === 'now') {
    return { events: [], next: cursorOf(await lastPlace(store.read)), more: false };
  }
  const after = wish.after === undefined ? beforeAllEvents : placeAt(wish.after);
  const rows = await eventsAfter(store.read, after, { limit, storeId, without: notForTills });
  const last = rows.at(-1);
  return {
    events: rows.map(showEvent),
    next: cursorOf(last ? placeOf(last) : after),
    more: rows.length === limit,
  };
}

/** An event as the feed and webhooks send it: the same bytes at every attempt. */
export const showEvent = (row: KeptEvent): WireEvent => ({
  id: row.id,
  type: row.kind,
  timestamp: new Date(row.at).toISOString(),
  storeId: row.store_id,
  memberId: row.member_id,
  memberNumber: row.member_number,
  balance: row.balance,
  data: JSON.parse(row.data), // recordEvent wrote it.
});

/** @throws Refused `request-invalid` when it is none of ours */
function placeAt(cursor: string): EventPlace {
  const place = placeOfCursor(cursor);
  if (place) return place;
  throw new Refused({ key: 'request-invalid', pointer: '/after', detail: 'no cursor' });
}
