import { RewardsPage } from '#shopper/rewards/rewards-page.tsx';

/** Every reward: a page of its own kind, so that the wallet waits for none of it. */
export const Rewards = RewardsPage;
