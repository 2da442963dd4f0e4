import { Link } from 'react-router';
import { paths } from '#contract/paths.ts';
import { isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { useAwake } from '#shopper/ui/use-awake.ts';
import { useNow } from '#web/clock.ts';
import { MemberBars } from './member-bars.tsx';

const everyMs = 1_000;

/** The card turned over: the member barcode, by which a till knows whose purchase it is. */
export function ScanPage() {
  const { t, format, at } = usePage();
  const { data: wallet, error, refetch } = useWallet();
  const now = useNow(at, everyMs);
  useTitle(t('card.bars'));
  useAwake(true);
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  const { member, tier, balance } = wallet;
  const live = wallet.vouchers.filter((voucher) => isScannable(phaseAt(voucher, now)));
  return (
    <>
      <section className="back-side" data-tier={tier.id}>
        <h1 className="heard">{t('card.bars')}</h1>
        <MemberBars number={member.number} />
        <div className="card-top">
          <p className="balance">
            <b>{format.number(balance)}</b> {t('wallet.points-label', { points: balance })}
          </p>
          <span className="tier">{tier.name}</span>
        </div>
        <AsOf from={wallet.at} />
      </section>
      {/* Only their names: a second barcode on the screen would confuse a scanner. */}
      {live.map((voucher) => (
        <Link key={voucher.id} className="panel row" to={paths.redemption(voucher.id)}>
          <Icon name="bars" />
          <bdi>{voucher.reward.name}</bdi>
          {now < voucher.expiresAt && (
            <span className="hint">
              {t('voucher.left', { time: format.left(voucher.expiresAt - now) })}
            </span>
          )}
        </Link>
      ))}
    </>
  );
}
