import type { ProgramEvent } from '#domain/event.ts';
import type { Context } from '#server/context.ts';
import { addEvent } from '#server/storage/events.ts';
import { eventsTopic } from '#server/storage/live.ts';
import type { Tx } from '#server/storage/store.ts';
import { makeId } from './make-id.ts';

/** Writes down what happened, in the transaction that made it happen: it is told if that is kept, and only then. */
export async function recordEvent(tx: Tx, context: Context, event: ProgramEvent): Promise<void> {
  await addEvent(tx, {
    id: makeId(context),
    kind: event.kind,
    at: context.now(),
    member_id: event.memberId,
    store_id: event.storeId,
    data: JSON.stringify(event.data),
  });
  tx.tell(eventsTopic);
}
