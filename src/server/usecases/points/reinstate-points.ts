import { cause } from '#domain/points/ledger.ts';
import { expiryOf } from '#domain/program/expiry.ts';
import { endOfDayAfterDays } from '#domain/values/calendar.ts';
import { expiredOnceOf } from '#server/storage/points/holdings.ts';
import {
  entryByCause,
  expiriesSince,
  type KeptEntry,
} from '#server/storage/points/ledger-entries.ts';
import { originOf } from '#server/storage/points/merged-lots.ts';
import { awardsByMember } from '#server/storage/purchases/awards.ts';
import { returnsOf } from '#server/storage/purchases/returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { changePoints } from './change-points.ts';

const dayMs = 24 * 60 * 60_000;

/** What was given back: how many points, until when they live, and how long ago they may have expired. */
export interface Reinstated {
  readonly points: number;
  readonly until: number;
  readonly days: number;
}

/**
 * Gives back the points of a member that expired within the program's days, each of them once and to the point. They
 * live for as many days more, and no second time: what expires of them is gone.
 */
export const reinstatePoints = (context: Context, memberId: string): Promise<Reinstated> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    const { at, db, program } = work;
    const days = expiryOf(program).reinstateDays;
    const until = endOfDayAfterDays(at, days, program.timeZone);
    const expired = days === 0 ? [] : await expiriesSince(db, memberId, at - days * dayMs);
    let points = 0;
    for (const entry of expired) points += await reinstate(work, entry, until);
    if (points > 0) {
      const details = { points, until };
      await recordAct(work, { act: 'points-reinstated', memberId, details });
    }
    return { points, until, days };
  });

/** @returns how many points came back */
async function reinstate(work: Work, expiry: KeptEntry, until: number): Promise<number> {
  const { memberId, draws } = expiry;
  const [lotId = ''] = draws.map((draw) => draw.lotId);
  const named = cause.reinstatement(expiry.cause);
  if (cause.isReinstatement(lotId) || (await entryByCause(work.db, memberId, named))) return 0;
  const points = Math.min(-expiry.points, await lapsedOf(work, memberId, lotId));
  if (points <= 0) return 0;
  await changePoints(work, {
    memberId,
    cause: named,
    storeId: null,
    kind: 'reversal',
    points,
    draws: [{ lotId: named, points }],
    lotExpiresAt: until,
    reason: { rule: 'reinstated' },
    event: {
      kind: 'points.reinstated',
      memberId,
      storeId: null,
      data: { points, until: new Date(until).toISOString() },
    },
  });
  return points;
}

/**
 * Expired points of a lot that were not reinstated, and that no return has counted as taken, of its purchase or of its
 * award.
 */
async function lapsedOf({ db }: Work, member: string, lot: string): Promise<number> {
  const { memberId, lotId } = await originOf(db, { memberId: member, lotId: lot });
  const expired = await expiredOnceOf(db, memberId, lotId);
  const purchaseId = cause.purchaseIn(lotId);
  if (purchaseId !== null) return expired - (await returnsOf(db, memberId, purchaseId)).lapsed;
  const awards = (await awardsByMember(db, [memberId])).get(memberId) ?? [];
  const own = awards.find(({ rule_id, number }) => cause.award(rule_id, number) === lotId);
  return expired - (own?.lapsed ?? 0);
}
