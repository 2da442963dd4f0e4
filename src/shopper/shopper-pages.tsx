import { WalletPage } from '#shopper/wallet/wallet-page.tsx';

/** The page that a member sees before a reward is chosen. */
export const Wallet = WalletPage;
