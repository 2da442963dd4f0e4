import { useParams } from 'react-router';
import { RewardPage, type ShowPass } from '#shopper/rewards/reward-page.tsx';

/** The pages that a member sees before a voucher. */
export { WalletPage as Wallet } from '#shopper/wallet/wallet-page.tsx';

export function Reward({ pass }: { pass: ShowPass }) {
  const { rewardId = '' } = useParams();
  return <RewardPage key={rewardId} rewardId={rewardId} pass={pass} />;
}
