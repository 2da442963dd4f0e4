import type { ProgramEvent } from '#domain/events/event.ts';
import { eventsTopic } from '#server/storage/db/live.ts';
import { addEvent, addEvents } from '#server/storage/events/events.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { makeId, makeIds } from './make-id.ts';
import type { Work } from './work.ts';

/** Writes an event in the transaction that made it happen: followers see it after the commit, and only then. */
export async function recordEvent(work: Work, event: ProgramEvent): Promise<void> {
  const { memberId } = event;
  await addEvent(work, {
    id: makeId(work.context),
    kind: event.kind,
    at: work.at,
    member_id: memberId,
    store_id: event.storeId,
    data: JSON.stringify(event.data),
    balance: memberId === null ? null : await balanceOf(work.db, memberId, work.at),
  });
  work.tell(eventsTopic);
  work.count(event.kind);
}

/** Events of many new members at once, each with what its member can spend. The same as `recordEvent` for each. */
export async function recordEvents(
  work: Work,
  events: readonly { readonly event: ProgramEvent; readonly balance: number }[],
): Promise<void> {
  if (events.length === 0) return;
  const ids = makeIds(work.context, events.length);
  await addEvents(
    work,
    events.map(({ event, balance }, index) => ({
      id: ids[index] ?? '',
      kind: event.kind,
      at: work.at,
      member_id: event.memberId,
      store_id: event.storeId,
      data: JSON.stringify(event.data),
      balance,
    })),
  );
  work.tell(eventsTopic);
  for (const { event } of events) work.count(event.kind);
}
