import type { Versioned } from '#contract/page.ts';
import type { Ladder, Rung } from '#contract/profile.ts';
import { spendLasts } from '#domain/points/qualifying.ts';
import { amountOff, type Tier } from '#domain/program/program.ts';
import { tierStanding } from '#domain/program/tier.ts';
import { qualifyingSpends } from '#server/storage/purchases/qualifying.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { qualifyingAt, ruledStanding } from '#server/usecases/standing/member-tier.ts';
import { showTier } from '#server/usecases/vouchers/show-reward.ts';
import { ruledLadder } from './ruled-ladder.ts';

export interface LadderWish {
  readonly memberId: string;
  readonly language: string;
}

/** Every tier of the program, and how far the member is from it. */
export const viewLadder = (context: Context, wish: LadderWish): Promise<Versioned<Ladder>> =>
  versioned(context, wish.memberId, () => readLadder(context, wish));

async function readLadder(context: Context, { memberId, language }: LadderWish): Promise<Ladder> {
  const work = await readWork(context);
  const { at, db, program } = work;
  if (program.tierRule) {
    return ruledLadder(program, await ruledStanding(work, memberId), { at, language });
  }
  const window = qualifyingAt(program, at);
  const spends = await qualifyingSpends(db, memberId, window);
  const spentMinor = spends.reduce((sum, { minor }) => sum + minor, 0);
  const standing = tierStanding(program, spentMinor);
  const rung = (tier: Tier): Rung => ({
    ...showTier(program, tier, language),
    ...(tier.picture && { picture: tier.picture }),
    from: amountOff(tier.fromMinor, program),
    held: tier.id === standing.tier.id,
    missing:
      tier.fromMinor > Math.max(0, spentMinor)
        ? amountOff(tier.fromMinor - Math.max(0, spentMinor), program)
        : null,
    until: spendLasts(spends, tier.fromMinor),
  });
  return {
    at,
    spent: amountOff(spentMinor, program),
    since: window.since,
    fadesAt: spendLasts(spends, spentMinor),
    rungs: program.tiers.map(rung),
  };
}
