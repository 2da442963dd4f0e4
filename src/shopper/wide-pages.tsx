import { Beside as BesidePage } from '#shopper/wide/beside.tsx';
import { MoreRewards as MoreRewardsGrid } from '#shopper/wide/more-rewards.tsx';
import { RewardDialog as RewardOver } from '#shopper/wide/reward-dialog.tsx';

/** What a wide screen adds to a member's pages. */
export const Beside = BesidePage;
export const MoreRewards = MoreRewardsGrid;
export const RewardDialog = RewardOver;
