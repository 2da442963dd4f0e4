import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { RedemptionPage } from '#shopper/redemption/redemption-page.tsx';

/** A pass looks like a voucher and uses its words. */
export { PassSheet as Pass } from '#shopper/rewards/pass-sheet.tsx';

export function Redemption({ offer }: { offer: ReactNode }) {
  const { redemptionId = '' } = useParams();
  return <RedemptionPage key={redemptionId} redemptionId={redemptionId} offer={offer} />;
}
