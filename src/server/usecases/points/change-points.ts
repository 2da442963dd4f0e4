import type { ProgramEvent } from '#domain/events/event.ts';
import { keptUntil, lotEnd } from '#domain/points/expiry-rule.ts';
import { expiredLots, type Lot } from '#domain/points/lot.ts';
import { availableFrom } from '#domain/points/pending.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { isErased } from '#server/storage/people/members.ts';
import {
  appendEntry,
  appendExpiries,
  type KeptEntry,
  type NewEntry,
} from '#server/storage/points/ledger-entries.ts';
import { lotsOf } from '#server/storage/points/lots.ts';
import { endTold } from '#server/storage/points/notices.ts';
import {
  type OpenedAccount,
  type Opening,
  openedAccount,
} from '#server/storage/points/opening-entries.ts';
import type { ProgramInForce } from '#server/usecases/ground/program-in-force.ts';
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
  /** The program whose rule it was; absent: the one in force. */
  readonly version?: number;
  /** The event for integrators; null: there is none, or the caller writes a larger one. */
  readonly event: ProgramEvent | null;
}

/**
 * Changes a member's points now: writes the ledger entry and the event, and wakes the
 * phone. Nothing else writes an entry.
 * @returns the entry; if its cause has one already, that one
 */
export async function changePoints(work: Work, change: Change): Promise<KeptEntry> {
  const { memberId, event, version = work.version, ...entry } = change;
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
    programVersion: version,
  };
  const kept = await appendEntry(work, memberId, draft, work.context.secrets.hash);
  if (event) await recordEvent(work, event);
  work.tell(memberTopic(memberId));
  if (entry.points > 0 && (await isErased(work.db, memberId))) await lapseAll(work, memberId);
  return kept;
}

/** New points, which come from no lot. */
export interface Credit extends Omit<Change, 'draws' | 'lotExpiresAt' | 'lotAvailableAt'> {
  /** The sale that they are for; absent: none, and they live from now by the program in force. */
  readonly sale?: CreditedSale;
}

interface CreditedSale {
  readonly soldAt: number;
  /** The program of its time. */
  readonly rules: ProgramInForce;
  /** The end of its return window, over or not; null: it has none. */
  readonly waitsUntil: number | null;
}

/**
 * Gives a member points, as a lot of their own. It lasts as long as the program says, counted from the time when they
 * can be spent. Points of a sale live by its own time, so that it makes no difference when a till reports it.
 */
export const creditPoints = (work: Work, { sale, ...credit }: Credit): Promise<KeptEntry> => {
  const { program } = sale?.rules ?? work;
  const from = sale ? (sale.waitsUntil ?? sale.soldAt) : work.at;
  const availableAt = availableFrom(sale?.waitsUntil ?? null, work.at);
  return changePoints(work, {
    ...credit,
    ...(sale && { version: sale.rules.version }),
    draws: [{ lotId: credit.cause, points: credit.points }],
    ...(availableAt !== null && { lotAvailableAt: availableAt }),
    lotExpiresAt: lotEnd(program, from),
  });
};

/** A new member who brings points along. */
export interface Newcomer {
  readonly memberId: string;
  /** Null for an end: as long as the program gives points from now on. */
  readonly lots: readonly (Omit<Opening, 'expiresAt'> & { readonly expiresAt: number | null })[];
}

/**
 * The accounts of new members who bring points along from another system, in the same order. What their rows cache
 * stands in them; `putOpened` of the storage stores the rest once those rows are there.
 */
export function openAccounts(
  { at, version, program, context }: Work,
  source: string,
  newcomers: readonly Newcomer[],
): OpenedAccount[] {
  const usual = lotEnd(program, at);
  const under = { source, at, programVersion: version };
  return newcomers.map(({ memberId, lots }) => {
    const openings = lots.map((lot) => ({
      ...lot,
      expiresAt: lot.expiresAt ?? (lot.availableAt ? lotEnd(program, lot.availableAt) : usual),
    }));
    return openedAccount(openings, { ...under, memberId }, context.secrets.hash);
  });
}

/**
 * Ends all points of a member who leaves, pending or not: they were told so before they said yes. What comes back later,
 * of a code that a till has settled or goods that are returned, is nobody's and ends at once.
 */
export async function lapseAll(work: Work, memberId: string): Promise<void> {
  const lots = (await lotsOf(work.db, memberId)).filter(({ remaining }) => remaining > 0);
  await endTold(work, memberId, work.at);
  if (lots.length > 0) await expireLots(work, memberId, lots);
}

async function expireEnded(work: Work, memberId: string): Promise<void> {
  const ended = expiredLots(await lotsOf(work.db, memberId), work.at);
  if (ended.length > 0) await expireLots(work, memberId, ended);
}

/** A database takes only so many values in one statement, and by inactivity all lots of a member end together. */
const lotsAtOnce = 100;

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
  let ended = 0;
  for (let from = 0; from < lots.length; from += lotsAtOnce) {
    const some = lots.slice(from, from + lotsAtOnce);
    ended += await appendExpiries(work, memberId, some, under, work.context.secrets.hash);
  }
  if (ended > 0) work.tell(memberTopic(memberId));
  return ended > 0;
}
