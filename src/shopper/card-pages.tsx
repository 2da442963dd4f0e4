import { HistoryPage } from '#shopper/history/history-page.tsx';
import { LadderPage } from '#shopper/ladder/ladder-page.tsx';
import { NewTier } from '#shopper/ladder/new-tier.tsx';
import { ScanPage } from '#shopper/scan/scan-page.tsx';
import { RollUp } from '#shopper/wallet/roll-up.tsx';

/** The other sides of the member's card: its barcode, what became of its points, and the ladder of tiers. */
export const History = HistoryPage;
export const Scan = ScanPage;
export const Ladder = LadderPage;

/** What happens on the wallet: points come, a tier is reached. */
export const Moments = () => (
  <>
    <RollUp />
    <NewTier />
  </>
);
