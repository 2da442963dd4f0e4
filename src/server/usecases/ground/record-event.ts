import type { ProgramEvent } from '#domain/events/event.ts';
import { eventsTopic } from '#server/storage/db/live.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { addEvent } from '#server/storage/events/events.ts';
import { balanceOf } from '#server/storage/points/holdings.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from './make-id.ts';

/** Writes down what happened, in the transaction that made it happen: it is told if that is kept, and only then. */
export async function recordEvent(tx: Tx, context: Context, event: ProgramEvent): Promise<void> {
  const { memberId } = event;
  await addEvent(tx, {
    id: makeId(context),
    kind: event.kind,
    at: context.now(),
    member_id: memberId,
    store_id: event.storeId,
    data: JSON.stringify(event.data),
    balance: memberId === null ? null : await balanceOf(tx.db, memberId, context.now()),
  });
  tx.tell(eventsTopic);
}
