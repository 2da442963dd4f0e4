import { subjectOf } from '#domain/desk/harmless-act.ts';
import type { AdminAct } from '#domain/people/admin-act.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { addAdminAct } from '#server/storage/events/admin-acts.ts';
import type { Context } from './context.ts';
import { makeId } from './make-id.ts';

type Value = string | number | boolean | null;

interface Deed {
  readonly act: AdminAct;
  readonly storeId?: string | null;
  readonly memberId?: string;
  /** Ids, names of associates and counts; never an address, a PIN, a key or a token. */
  readonly details?: Readonly<Record<string, Value>>;
  /** By field: from what to what. */
  readonly changes?: Readonly<Record<string, readonly [from: Value, to: Value]>>;
  /** The act that this one takes back. */
  readonly undoes?: string;
}

/** That an act takes an earlier one back. */
export interface Undoing {
  /** The earlier act. */
  readonly actId: string;
  /** Asked in the transaction that takes it back. @throws Refused where that was done, or it was changed since */
  check(work: Tx): Promise<void>;
}

/** Writes down what an administrator does, in the same transaction: no act without its row. */
export async function recordAct(
  work: Tx & { readonly context: Context; readonly at: number },
  { act, storeId = null, memberId, details = {}, changes, undoes }: Deed,
): Promise<void> {
  await addAdminAct(work, {
    id: makeId(work.context),
    at: work.at,
    actor: work.context.actor,
    act,
    store_id: storeId,
    member_id: memberId ?? null,
    details: JSON.stringify(details),
    administrator_id: work.context.administratorId ?? null,
    changes: changes ? JSON.stringify(changes) : null,
    undoes: undoes ?? null,
    subject: subjectOf({ act, details }),
  });
}
