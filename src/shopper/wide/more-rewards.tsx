import type { ReactNode } from 'react';
import type { RewardOffer } from '#contract/member.ts';
import type { RefusalKey } from '#domain/refusal.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** As many rows of three as a large screen shows below what can be had now. */
const shownAtMost = 6;

/** What more points or a higher tier open. All the others stand on the page of rewards, each with its reason. */
const byCollecting = new Set<RefusalKey>(['points-short', 'tier-required']);

/**
 * On the wallet of a wide screen: what is not in reach yet, the nearest first. A link to the page of rewards
 * stands above it already: to all, or, where more than three can be had, to those, from where its filter leads to all.
 * @param ticket draws one as the wallet does, whose script has that already
 */
export function MoreRewards({ ticket }: { ticket: (offer: RewardOffer) => ReactNode }) {
  const { t } = usePage();
  const { data: wallet } = useWallet();
  const more =
    wallet?.rewards.filter(({ refusal }) => refusal && byCollecting.has(refusal.key)) ?? [];
  if (!wallet || more.length === 0) return null;
  return (
    <section className="more-rewards">
      <h2>{t('wide.more')}</h2>
      <ul className="tickets">
        {more.slice(0, shownAtMost).map((offer) => (
          <li key={offer.id}>{ticket(offer)}</li>
        ))}
      </ul>
    </section>
  );
}
