import type { ProgramEvent } from '#domain/events/event.ts';
import { clawBack } from '#domain/points/debt.ts';
import { keptUntil, lotEnd } from '#domain/points/expiry-rule.ts';
import { cause } from '#domain/points/ledger.ts';
import { expiredLots } from '#domain/points/lot.ts';
import { availableFrom } from '#domain/points/pending.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { isErased, memberById } from '#server/storage/people/members.ts';
import { holdingOf } from '#server/storage/points/holdings.ts';
import {
  appendEntry,
  type KeptEntry,
  type NewEntry,
} from '#server/storage/points/ledger-entries.ts';
import { appendExpiries, type EndingLot } from '#server/storage/points/ledger-expiries.ts';
import { lotsOf } from '#server/storage/points/lots.ts';
import { heirsOf } from '#server/storage/points/merged-lots.ts';
import { copyNotice, endTold, recordedLots } from '#server/storage/points/notices.ts';
import { lockGoingOn } from '#server/usecases/ground/lock-going-on.ts';
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
  /** The lot whose points are taken back; absent: it is about no lot of the member's own. */
  readonly ownLot?: string;
}

/**
 * Changes a member's points now: writes the ledger entry and the event, and wakes the
 * phone. Nothing else writes an entry.
 * @returns the entry; if its cause has one already, that one
 */
export async function changePoints(work: Work, change: Change): Promise<KeptEntry> {
  const { memberId, event, version = work.version, ownLot, ...entry } = change;
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
  if (await isErased(work.db, memberId)) await passOn(work, memberId, { kept, ownLot });
  return kept;
}

/** What comes to a membership that was merged belongs to the one that goes on; what comes to who has left, to nobody. */
async function passOn(
  work: Work,
  memberId: string,
  { kept, ownLot }: { readonly kept: KeptEntry; readonly ownLot: string | undefined },
): Promise<void> {
  // Straight there, however many merges lie between: what a lot's owner was told of it goes along in one step.
  const intoId = await lockGoingOn(work, memberId);
  if (intoId === memberId) {
    if (kept.points > 0) await lapseAll(work, memberId);
    return;
  }
  await movePoints(work, { fromId: memberId, intoId, ownLot });
}

/** A move of all that one member has to another one. */
interface Move {
  readonly fromId: string;
  readonly intoId: string;
  /** The lot of `fromId` whose points were taken back last: a debt takes from where they are now. */
  readonly ownLot?: string | undefined;
}

/**
 * Moves all points of a membership into another one: each lot with its end, its pending time and what its member was
 * told of it, and then the debt. Each move is two entries of one sum, so no point is made or lost; nothing that has
 * ended moves. The caller has locked both.
 */
export async function movePoints(work: Work, { fromId, intoId, ownLot }: Move): Promise<void> {
  await expireEnded(work, fromId);
  const { debt } = await holdingOf(work.db, fromId);
  for (const lot of await recordedLots(work.db, fromId)) {
    const { points, into } = await moveOut(work, { fromId, intoId }, lot);
    await changePoints(work, {
      ...into,
      draws: [{ lotId: into.cause, points }],
      lotExpiresAt: lot.expiresAt,
      ...(lot.availableAt !== null &&
        lot.availableAt > work.at && { lotAvailableAt: lot.availableAt }),
    });
    if (lot.endsAt !== null)
      await copyNotice(work, { fromId, lotId: lot.id }, { intoId, lotId: into.cause });
  }
  if (debt === 0) return;
  const { points, into } = await moveOut(work, { fromId, intoId }, { debt });
  const { lots } = await holdingOf(work.db, intoId);
  const own =
    ownLot === undefined ? [] : await heirsOf(work.db, { memberId: fromId, lotId: ownLot });
  const lotId = own.find((heir) => heir.memberId === intoId)?.lotId ?? '';
  const { draws } = clawBack(lots, { lotId, lapsed: 0 }, -points, work.at);
  await changePoints(work, { ...into, draws, ownLot: lotId });
}

/** Takes a lot, or a debt, out of a membership. @returns what comes to the other one */
async function moveOut(
  work: Work,
  { fromId, intoId }: Move,
  what: { readonly id: string; readonly remaining: number } | { readonly debt: number },
) {
  const member = await memberById(work.db, fromId);
  if (!member) throw new Error('no such member to move points from');
  const seq = member.last_seq + 1;
  const points = 'debt' in what ? -what.debt : what.remaining;
  const common = {
    kind: 'adjustment',
    lotExpiresAt: null,
    redemptionId: null,
    purchaseId: null,
    storeId: null,
    at: work.at,
    programVersion: work.version,
  } as const;
  await appendEntry(
    work,
    fromId,
    {
      ...common,
      points: -points,
      draws: 'debt' in what ? [] : [{ lotId: what.id, points: -points }],
      cause: cause.mergedOut(intoId, seq),
      reason: { rule: 'merged-out' },
    },
    work.context.secrets.hash,
  );
  const into = {
    memberId: intoId,
    kind: 'adjustment',
    points,
    cause: cause.mergedIn(fromId, seq),
    storeId: null,
    reason: { rule: 'merged-in' },
    event: null,
  } as const;
  return { points, into };
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
async function expireLots(
  work: Work,
  memberId: string,
  lots: readonly EndingLot[],
): Promise<boolean> {
  let isEnded = false;
  for (let from = 0; from < lots.length; from += lotsAtOnce) {
    const some = lots.slice(from, from + lotsAtOnce);
    const ended = await expireLotsOf(work, new Map([[memberId, some]]));
    isEnded = isEnded || ended.size > 0;
  }
  return isEnded;
}

/** The same for some members at once, whom the caller has locked. @returns of whom something was taken out */
export async function expireLotsOf(
  work: Work,
  lots: ReadonlyMap<string, readonly EndingLot[]>,
): Promise<ReadonlySet<string>> {
  const under = { at: work.at, programVersion: work.version };
  const ended = await appendExpiries(work, lots, under, work.context.secrets.hash);
  for (const memberId of ended) work.tell(memberTopic(memberId));
  return ended;
}
