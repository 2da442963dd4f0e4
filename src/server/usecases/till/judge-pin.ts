import { afterWrongPin } from '#domain/people/pin.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import type { AssociateRow } from '#server/storage/db/schema-till.ts';
import {
  associateById,
  associateForUpdate,
  changeAssociate,
} from '#server/storage/till/associates.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { noteSecurity } from '#server/usecases/ground/note-security.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { underMyKeySince } from '#server/usecases/ground/under-my-key.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

export interface PinWish {
  readonly associateId: string;
  readonly pin: string;
}

interface Where {
  readonly tillId: string;
  readonly storeId: string;
}

/**
 * Judges an associate's PIN, and runs `act` in the same transaction if it is right. Wrong PINs lock the associate; each
 * lock is written as an event.
 * @throws Refused `pin-wrong` with the tries left, `pin-locked` with when it ends
 */
export async function withPin<T>(
  context: Context,
  where: Where,
  wish: PinWish,
  act: (work: Work, associate: AssociateRow) => Promise<T>,
): Promise<T> {
  const { store, secrets } = context;
  const associate = await associateById(store.read, wish.associateId);
  const here = associate?.store_id === where.storeId && associate.revoked_at === null;
  if (!associate || !here) throw new Refused({ key: 'pin-wrong', left: 0 });
  // Refuses a locked associate first, so that tries against a lock cost no slow hash.
  refuseWhen(lockRefusal(associate, context.now()));
  // The slow hash is computed before the transaction, so that nobody waits for it.
  const right = await secrets.isPin(wish.pin, associate.pin_hash);
  const since = right ? await underMyKeySince(context) : null;
  const renewed = since === null ? null : await secrets.renewedPin(wish.pin, associate.pin_hash);
  const isLate = since !== null && (associate.keyed_at ?? 0) < since;
  const outcome = await transact(context, async (work): Promise<{ done: T } | { no: Refusal }> => {
    const row = await associateForUpdate(work, associate.id);
    // The associate was dismissed, or got another PIN, while the slow hash was computed.
    const same = row?.pin_hash === associate.pin_hash || (renewed && row?.pin_hash === renewed);
    if (!row || row.revoked_at !== null || !same) {
      return { no: { key: 'pin-wrong', left: 0 } };
    }
    const locked = lockRefusal(row, work.at);
    if (locked) return { no: locked };
    if (!right) return { no: await countWrongPin(work, where, row) };
    await changeAssociate(work, row.id, {
      wrong_tries: 0,
      locked_until: 0,
      ...(renewed && { pin_hash: renewed }),
      ...((renewed || isLate) && { keyed_at: work.at }),
    });
    return { done: await act(work, row) };
  });
  if ('no' in outcome) throw new Refused(outcome.no);
  return outcome.done;
}

/**
 * Who agreed beside the associate on duty; null: nobody else, since the same person twice does not count as two.
 * @throws Refused as `withPin` does
 */
export async function secondPerson(
  context: Context,
  till: Where & { readonly associateId: string | null },
  second: PinWish | undefined,
): Promise<string | null> {
  if (!second || second.associateId === till.associateId) return null;
  return withPin(context, till, second, async (_work, { id }) => id);
}

async function countWrongPin(
  work: Work,
  { tillId, storeId }: Where,
  row: AssociateRow,
): Promise<Refusal> {
  const { at } = work;
  const guard = { wrongTries: row.wrong_tries, lockedUntil: row.locked_until };
  const { wrongTries, lockedUntil, left } = afterWrongPin(guard, at);
  await changeAssociate(work, row.id, { wrong_tries: wrongTries, locked_until: lockedUntil });
  const ids = { tillId, associateId: row.id };
  if (left > 0) {
    noteSecurity(work.context, 'pin-wrong', { ...ids, left });
    return { key: 'pin-wrong', left };
  }
  const data = { ...ids, minutes: Math.round((lockedUntil - at) / 60_000) };
  await recordEvent(work, { kind: 'associate.locked', memberId: null, storeId, data });
  noteSecurity(work.context, 'pin-locked', data);
  return { key: 'pin-locked', until: lockedUntil };
}

const lockRefusal = (row: { locked_until: number }, at: number): Refusal | null =>
  row.locked_until > at ? { key: 'pin-locked', until: row.locked_until } : null;
