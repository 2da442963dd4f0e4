import { useParams } from 'react-router';
import { RewardPage } from '#app/rewards/reward-page.tsx';

/** What a member walks through before a voucher. */
export { HistoryPage as History } from '#app/history/history-page.tsx';
export { RewardsPage as Rewards } from '#app/rewards/rewards-page.tsx';
export { WalletPage as Wallet } from '#app/wallet/wallet-page.tsx';

export function Reward() {
  const { rewardId = '' } = useParams();
  return <RewardPage key={rewardId} rewardId={rewardId} />;
}
