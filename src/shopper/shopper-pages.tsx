/** The pages that a member sees before a reward is chosen. */
export { WalletPage as Wallet } from '#shopper/wallet/wallet-page.tsx';
