import type { ProgramEvent } from '#domain/events/event.ts';
import { endOfDayAfterMonths } from '#domain/values/calendar.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import {
  appendEntry,
  type KeptEntry,
  type NewEntry,
} from '#server/storage/points/ledger-entries.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** What happens to a member's points, and why; the caller holds the member. */
export interface Change
  extends Pick<NewEntry, 'kind' | 'points' | 'draws' | 'cause' | 'storeId' | 'reason'>,
    Partial<Pick<NewEntry, 'redemptionId' | 'purchaseId'>> {
  readonly memberId: string;
  /** When the lot ends that it opens; absent: it opens none. */
  readonly lotExpiresAt?: number | null;
  /** From when on what is in that lot can be spent; absent: at once. */
  readonly lotAvailableAt?: number;
  /** What integrators hear of it; null: nothing, or more than the points, which the caller writes down. */
  readonly event: ProgramEvent | null;
}

/**
 * Changes a member's points, now and by the program in force: the entry, which says where they came from or went, the
 * event, and the member's news. Nothing else writes an entry.
 * @returns the entry; the one that is there already, when the cause has one
 */
export async function changePoints(work: Work, change: Change): Promise<KeptEntry> {
  const { memberId, event, ...entry } = change;
  const kept = await appendEntry(work, memberId, {
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: null,
    ...entry,
    at: work.at,
    programVersion: work.version,
  });
  if (event) await recordEvent(work, event);
  work.tell(memberTopic(memberId));
  return kept;
}

/** Points that are new: they came out of no lot. */
export interface Credit extends Omit<Change, 'draws' | 'lotExpiresAt' | 'lotAvailableAt'> {
  /** From when on they can be spent; null or absent: at once. */
  readonly availableAt?: number | null;
}

/**
 * Gives a member points, as a lot of their own that lasts as long as the program's points do: counted from when they
 * can be spent, so that waiting takes nothing of their time.
 */
export const creditPoints = (
  work: Work,
  { availableAt = null, ...credit }: Credit,
): Promise<KeptEntry> =>
  changePoints(work, {
    ...credit,
    draws: [{ lotId: credit.cause, points: credit.points }],
    ...(availableAt !== null && { lotAvailableAt: availableAt }),
    lotExpiresAt: endOfDayAfterMonths(
      availableAt ?? work.at,
      work.program.pointsLastMonths,
      work.program.timeZone,
    ),
  });
