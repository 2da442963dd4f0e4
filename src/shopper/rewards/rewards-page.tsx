import type { RewardOffer } from '#contract/member.ts';
import { useVisit, useWallet } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Empty } from '#shopper/ui/empty.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { RewardTicket } from '#shopper/ui/reward-ticket.tsx';
import { Filters, filtersOf } from './filters.tsx';
import { isGone } from './is-gone.ts';

/** Every reward: what can be had and what lacks only points as cards, the others as rows under them. */
export function RewardsPage() {
  const { t } = usePage();
  const { data: wallet, error, refetch } = useWallet();
  useTitle(`${t('rewards.title')} · ${useVisit()?.program.name ?? ''}`);
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  const { rewards, balance } = wallet;
  const filters = filtersOf(rewards);
  const tickets = (offers: readonly RewardOffer[], className = '') => (
    <ul className={`tickets ${className}`}>
      {offers.map((offer) => (
        <li key={offer.id} className={filters.classOf(offer)}>
          <RewardTicket offer={offer} balance={balance} />
        </li>
      ))}
    </ul>
  );
  return (
    <section>
      <h1>{t('rewards.title')}</h1>
      <p className="large">{t('rewards.you-have', { points: balance })}</p>
      <AsOf from={wallet.at} />
      {rewards.length === 0 && <Empty icon="rewards" text={t('rewards.none')} />}
      <Filters {...filters} />
      {tickets(rewards.filter(isNear), 'upright shelf')}
      {tickets(rewards.filter((offer) => !isNear(offer)).toSorted(goneLast))}
    </section>
  );
}

/** Nothing but points, or another voucher's end, stands between the member and it. */
const isNear = ({ refusal }: RewardOffer): boolean =>
  !refusal || refusal.key === 'points-short' || refusal.key === 'too-many-live';

const goneLast = (a: RewardOffer, b: RewardOffer): number => Number(isGone(a)) - Number(isGone(b));
