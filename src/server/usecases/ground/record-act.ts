import type { AdminAct } from '#domain/people/admin-act.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { addAdminAct } from '#server/storage/events/admin-acts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from './make-id.ts';

interface Deed {
  readonly act: AdminAct;
  readonly storeId?: string | null;
  readonly memberId?: string;
  /** Ids, names of associates and counts; never an address, a PIN, a key or a token. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes down what an administrator does, in the transaction that does it: no deed without its row. */
export async function recordAct(
  tx: Tx,
  context: Pick<Context, 'actor' | 'now' | 'randomBytes'>,
  { act, storeId = null, memberId, details = {} }: Deed,
): Promise<void> {
  await addAdminAct(tx, {
    id: makeId(context),
    at: context.now(),
    actor: context.actor,
    act,
    store_id: storeId,
    member_id: memberId ?? null,
    details: JSON.stringify(details),
  });
}
