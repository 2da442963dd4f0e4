import type { Wallet } from '#contract/member.ts';
import { oneUnit } from '#domain/values/currency.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** How far the next tier is, and what this one gives. */
export function TierProgress({ wallet }: { wallet: Wallet }) {
  const { t, format } = usePage();
  const { tier, nextTier, qualifying } = wallet;
  const missing = nextTier?.missing;
  return (
    <section className="panel" data-tier={tier.id}>
      <p>
        <b>
          {nextTier && missing
            ? t('wallet.next-tier', { money: format.money(missing), tier: nextTier.name })
            : t('wallet.top-tier')}
        </b>
      </p>
      {missing && (
        <progress
          max={qualifying.minor + missing.minor}
          value={qualifying.minor}
          aria-hidden="true"
        />
      )}
      <details className="perks">
        <summary>{t('wallet.perks', { tier: tier.name })}</summary>
        <ul>
          <li>
            {t('wallet.earns', {
              rate: tier.pointsPerUnit,
              money: format.money(oneUnit(qualifying.currency)),
            })}
          </li>
          {tier.perks.map((perk) => (
            <li key={perk}>{perk}</li>
          ))}
        </ul>
      </details>
    </section>
  );
}
