import type { Voucher } from '#contract/member.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { leftOf } from './codes-left.ts';
import { byReach, showReward } from './show-reward.ts';
import { situationOf, weighMember } from './weigh-situation.ts';

/**
 * The reward to look forward to: one that the member can have, else the nearest in points.
 * @param given what they have just had, which is no news if they can have it at once again
 */
export async function nextReward(
  work: ReadWork,
  { memberId, language }: { readonly memberId: string; readonly language: string },
  given: string,
): Promise<Pick<Voucher, 'next'>> {
  const { at, program } = work;
  const standing = await weighMember(work, memberId);
  const left = await leftOf(work, program.rewards, null);
  const offers = program.rewards.map((reward) => {
    const situation = situationOf(standing, reward, null, left.get(reward.id) ?? null, at);
    return showReward(program, reward, situation, language);
  });
  const news = offers.filter(
    ({ id, refusal }) => refusal?.key !== 'reward-unknown' && (refusal !== null || id !== given),
  );
  const [first] = news.sort(byReach);
  if (first?.refusal === null) return { next: { reward: first.name, missing: 0 } };
  return first?.refusal?.key === 'points-short'
    ? { next: { reward: first.name, missing: first.refusal.missing } }
    : {};
}
