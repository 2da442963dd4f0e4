import { Link } from 'react-router';
import type { Wallet } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Brand } from '#shopper/ui/brand.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/**
 * The card as in a purse: brand, tier by its material, points as the one large number, and how far the next tier is. It
 * is low, so that rewards are on the first screen; its barcode is on a page of its own, and a strip of bars leads there.
 */
export function MemberCard({ wallet }: { wallet: Wallet }) {
  const { t, format } = usePage();
  const { balance, nextTier, oneTier, qualifying, tier } = wallet;
  const missing = nextTier?.missing;
  const said = nextTier?.said;
  return (
    <section
      className="card"
      data-tier={tier.id}
      data-finish={tier.finish}
      aria-label={t('common.wallet')}
    >
      <div className="card-top">
        <Brand />
        <span className="tier">{tier.name}</span>
      </div>
      <div className="card-front">
        <div>
          <p className="balance">
            <b>{format.number(balance)}</b> {t('wallet.points-label', { points: balance })}
          </p>
          <AsOf from={wallet.at} />
        </div>
        <Link className="turn" to={paths.scan} aria-label={t('wallet.turn')} />
      </div>
      <Link className="card-next" to={paths.ladder}>
        <span>
          {oneTier ??
            said?.text ??
            (nextTier && missing
              ? t(qualifying.minor > 0 ? 'wallet.next-tier' : 'wallet.first-tier', {
                  money: format.money(missing),
                  tier: nextTier.name,
                })
              : t('wallet.top-tier'))}
        </span>
        <Icon name="on" turns />
        {/* Below its sentence, because right under the points it would be taken for theirs. In a program of one tier there
            is nothing to reach. */}
        <progress
          hidden={!!oneTier}
          max={!said && missing ? qualifying.minor + missing.minor : 1}
          value={said ? said.part : missing ? qualifying.minor : 1}
          aria-hidden="true"
        />
      </Link>
    </section>
  );
}
