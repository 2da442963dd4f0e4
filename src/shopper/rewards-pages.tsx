import { useParams } from 'react-router';
import { RewardPage, type ShowPass } from '#shopper/rewards/reward-page.tsx';
import { RewardsPage } from '#shopper/rewards/rewards-page.tsx';

/** Every reward, and each by itself: pages of their own kind, so that the wallet waits for none of them. */
export const Rewards = RewardsPage;

export function Reward({ pass }: { pass: ShowPass }) {
  const { rewardId = '' } = useParams();
  return <RewardPage key={rewardId} rewardId={rewardId} pass={pass} />;
}
