import { pricesOf } from '#domain/program/reward-range.ts';
import { newId } from '#server/tests/kit/counter.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { cancelVoucher } from '#server/usecases/vouchers/cancel-voucher.ts';
import { issueVoucher } from '#server/usecases/vouchers/issue-voucher.ts';
import { randomFrom } from './history.ts';
import { orRefused } from './or-refused.ts';

/**
 * Takes rewards of the program for as much as is chosen, each asked for twice; some are given back. The same seed
 * chooses the same, and who has too few points is refused.
 */
export async function spendSome(context: Context, memberId: string, seed: number): Promise<void> {
  const random = randomFrom(seed * 104_729 + 3);
  const { rewards } = (await readWork(context)).program;
  for (const reward of rewards) {
    for (let times = 0; times < 3; times += 1) {
      const prices = pricesOf(reward);
      const points = String(prices[random(prices.length)]);
      const wish = { memberId, id: newId(), rewardId: reward.id, storeId: null, points };
      const issued = await orRefused(issueVoucher(context, wish));
      await orRefused(issueVoucher(context, wish));
      if (issued !== null && random(3) === 0)
        await cancelVoucher(context, { memberId, id: issued });
    }
  }
}
