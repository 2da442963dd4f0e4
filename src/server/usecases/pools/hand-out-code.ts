import type { Reward } from '#domain/program/program.ts';
import { endCountsAt } from '#domain/redemption/redemption.ts';
import { Refused } from '#domain/refusal.ts';
import { codeAt } from '#server/storage/pools/pool-codes.ts';
import { addHandout } from '#server/storage/pools/pool-handouts.ts';
import { type PoolPlace, takePlace } from '#server/storage/pools/pools.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { poolFor } from './pool-of-reward.ts';
import { warnWhenLow } from './warn-when-low.ts';

interface HandOutWish {
  readonly memberId: string;
  readonly redemptionId: string;
  readonly reward: Reward;
  readonly storeId: string | null;
  readonly expiresAt: number;
}

/**
 * Takes a code out of the reward's pool, for this redemption and for ever: after a cancellation nobody else gets it,
 * because somebody may have seen it. The size of the pool does not change the cost.
 * @throws Refused `sold-out`
 */
export async function handOutCode(work: Work, wish: HandOutWish): Promise<void> {
  const pool = await poolFor(work, wish.reward, wish.storeId);
  if (!pool) throw new Refused({ key: 'sold-out' });
  const place = await takeUnspoiled(work, pool.id);
  const { memberId, redemptionId, expiresAt } = wish;
  await addHandout(work, place, { memberId, redemptionId, endsAt: endCountsAt({ expiresAt }) });
  if (pool.warned_at === null) await warnWhenLow(work, pool);
}

/** Takes a free code. One that a till reported as used before anybody had it is skipped, once. */
async function takeUnspoiled(work: Work, poolId: number): Promise<PoolPlace> {
  for (;;) {
    const place = await takePlace(work, poolId, work.context.randomBytes(1)[0] ?? 0);
    if (!place) throw new Refused({ key: 'sold-out' });
    const code = await codeAt(work.db, place);
    if (!code) throw new Error('a pool counts a code that is not there');
    if (code.spoiled === 0) return place;
  }
}
