import { qualifyingMonths } from '#domain/points/qualifying.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { noEnd } from '#domain/segments/spans.ts';
import { monthsAfter } from '#domain/values/calendar.ts';
import { together } from '#server/storage/merges/merges.ts';
import { spendsOfMembers, type WaitingSpend } from '#server/storage/purchases/qualifying.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { qualifyingAt, ruledStanding } from '#server/usecases/standing/member-tier.ts';
import { historiesOf } from '#server/usecases/standing/tier-history.ts';

/** A member's tier, and when it is another one if nothing more is bought, epoch milliseconds. */
export interface TierNow {
  readonly id: string;
  readonly until: number;
}

interface Asked {
  readonly id: string;
  readonly joinedAt: number;
}

/**
 * The tiers of members, by member: what most of them bought is read at once.
 * @param merged of them, into whose memberships others were merged: each is read alone
 */
export const tiersNow = (
  work: ReadWork,
  members: readonly Asked[],
  merged: ReadonlySet<string>,
): Promise<ReadonlyMap<string, TierNow>> =>
  work.program.tierRule ? byRule(work, members) : bySpend(work, members, merged);

async function byRule(work: ReadWork, members: readonly Asked[]): Promise<Map<string, TierNow>> {
  const tiers = new Map<string, TierNow>();
  for (const [id, history] of await historiesOf(work, members, work.at)) {
    const { tier, changes } = await ruledStanding(work, id, work.at, history);
    tiers.set(id, { id: tier.id, until: changes[0]?.at ?? noEnd });
  }
  return tiers;
}

async function bySpend(
  work: ReadWork,
  members: readonly Asked[],
  merged: ReadonlySet<string>,
): Promise<Map<string, TierNow>> {
  const { db, program, at } = work;
  const tiers = new Map<string, TierNow>();
  const { since } = qualifyingAt(program, at);
  const alone = members.filter(({ id }) => !merged.has(id)).map(({ id }) => id);
  const spends = await spendsOfMembers(db, alone, since);
  for (const id of alone) tiers.set(id, tierOfSpends(work, spends.get(id) ?? []));
  for (const { id } of members.filter((one) => merged.has(one.id))) {
    const own = await spendsOfMembers(db, await together(db, id), since);
    tiers.set(id, tierOfSpends(work, [...own.values()].flat()));
  }
  return tiers;
}

/** By what was spent in twelve months. Where only what is not pending counts, the rest counts when it can be spent. */
function tierOfSpends(work: ReadWork, spends: readonly WaitingSpend[]): TierNow {
  const { availableAt } = qualifyingAt(work.program, work.at);
  if (availableAt === null) return lasting(work, spends, noEnd);
  const waiting = spends.filter(({ countsFrom }) => countsFrom > availableAt);
  const next = Math.min(noEnd, ...waiting.map(({ countsFrom }) => countsFrom));
  return lasting(
    work,
    spends.filter(({ countsFrom }) => countsFrom <= availableAt),
    next,
  );
}

/** The tier of what was spent, until so much has left the twelve months that it is another one, or more counts. */
function lasting(
  { program }: ReadWork,
  spends: readonly Pick<WaitingSpend, 'at' | 'minor'>[],
  next: number,
): TierNow {
  let left = spends.reduce((sum, { minor }) => sum + minor, 0);
  const { id } = tierStanding(program, left).tier;
  const leaving = spends
    .toSorted((a, b) => a.at - b.at)
    .find(({ minor }) => {
      left -= minor;
      return tierStanding(program, left).tier.id !== id;
    });
  const until = leaving ? monthsAfter(leaving.at, qualifyingMonths) : noEnd;
  return { id, until: Math.min(until, next) };
}
