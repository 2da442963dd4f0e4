import type { ProgramEvent } from '#domain/events/event.ts';
import { eventsTopic } from '#server/storage/db/live.ts';
import { addEvent } from '#server/storage/events/events.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import { makeId } from './make-id.ts';
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
