import type { Wallet } from '#contract/member.ts';
import { oneUnit } from '#domain/values/currency.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** What the member's tier gives. */
export function TierPerks({ wallet: { tier, qualifying } }: { wallet: Wallet }) {
  const { t, format } = usePage();
  return (
    <details className="panel fold">
      <summary>{t('card.perks', { tier: tier.name })}</summary>
      <ul className="perks">
        <li>
          {t('card.earns', {
            rate: tier.pointsPerUnit,
            money: format.money(oneUnit(qualifying.currency)),
          })}
        </li>
        {tier.perks.map((perk) => (
          <li key={perk}>{perk}</li>
        ))}
      </ul>
    </details>
  );
}
