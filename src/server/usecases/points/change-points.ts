import type { ProgramEvent } from '#domain/events/event.ts';
import { keptUntil, lotEnd } from '#domain/points/expiry-rule.ts';
import { expiredLots, type Lot } from '#domain/points/lot.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import {
  appendEntry,
  appendExpiries,
  type KeptEntry,
  type NewEntry,
} from '#server/storage/points/ledger-entries.ts';
import { lotsOf } from '#server/storage/points/lots.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** A change of a member's points, with its reason. The caller has locked the member. */
export interface Change
  extends Pick<NewEntry, 'kind' | 'points' | 'draws' | 'cause' | 'storeId' | 'reason'>,
    Partial<Pick<NewEntry, 'redemptionId' | 'purchaseId'>> {
  readonly memberId: string;
  /** When the lot that this change opens will expire; absent: it opens no lot. */
  readonly lotExpiresAt?: number | null;
  /** From when the points of that lot can be spent; absent: at once. */
  readonly lotAvailableAt?: number;
  /** The event for integrators; null: there is none, or the caller writes a larger one. */
  readonly event: ProgramEvent | null;
}

/**
 * Changes a member's points now, under the program in force: writes the ledger entry and the event, and wakes the
 * phone. Nothing else writes an entry.
 * @returns the entry; if its cause has one already, that one
 */
export async function changePoints(work: Work, change: Change): Promise<KeptEntry> {
  const { memberId, event, ...entry } = change;
  const keepsUntil = keptUntil(work.program, { cause: entry.cause, at: work.at });
  // What is over stays so, although the clock may not have come round.
  if (keepsUntil !== null) await expireEnded(work, memberId);
  const draft = {
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: null,
    ...entry,
    ...(keepsUntil !== null && { keepsUntil }),
    at: work.at,
    programVersion: work.version,
  };
  const kept = await appendEntry(work, memberId, draft, work.context.secrets.hash);
  if (event) await recordEvent(work, event);
  work.tell(memberTopic(memberId));
  return kept;
}

/** New points, which come from no lot. */
export interface Credit extends Omit<Change, 'draws' | 'lotExpiresAt' | 'lotAvailableAt'> {
  /** When they can be spent; null or absent: at once. */
  readonly availableAt?: number | null;
}

/**
 * Gives a member points, as a lot of their own. It lasts as long as the program says, counted from the time when they
 * can be spent.
 */
export const creditPoints = (
  work: Work,
  { availableAt = null, ...credit }: Credit,
): Promise<KeptEntry> =>
  changePoints(work, {
    ...credit,
    draws: [{ lotId: credit.cause, points: credit.points }],
    ...(availableAt !== null && { lotAvailableAt: availableAt }),
    lotExpiresAt: lotEnd(work.program, availableAt ?? work.at),
  });

async function expireEnded(work: Work, memberId: string): Promise<void> {
  const ended = expiredLots(await lotsOf(work.db, memberId), work.at);
  if (ended.length > 0) await expireLots(work, memberId, ended);
}

/**
 * Takes out what is left of lots that have ended, one entry a lot. The caller has locked the member, and seen that
 * they have ended. Points may come back to such a lot and expire again, but only once in each millisecond: those that
 * come back within it wait for the next round.
 * @returns whether something was taken out
 */
export async function expireLots(
  work: Work,
  memberId: string,
  lots: readonly Pick<Lot, 'id' | 'remaining'>[],
): Promise<boolean> {
  const under = { at: work.at, programVersion: work.version };
  const ended = await appendExpiries(work, memberId, lots, under, work.context.secrets.hash);
  if (ended > 0) work.tell(memberTopic(memberId));
  return ended > 0;
}
