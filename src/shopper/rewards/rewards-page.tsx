import { useVisit, useWallet } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { RewardTicket } from '#shopper/ui/reward-ticket.tsx';

export function RewardsPage() {
  const { t } = usePage();
  const { data: wallet, error, refetch } = useWallet();
  useTitle(`${t('rewards.title')} · ${useVisit()?.program.name ?? ''}`);
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  return (
    <section>
      <h1>{t('rewards.title')}</h1>
      <p className="large">{t('rewards.you-have', { points: wallet.balance })}</p>
      <AsOf from={wallet.at} />
      {wallet.rewards.length === 0 && <p className="hint">{t('rewards.none')}</p>}
      <ul className="tickets">
        {wallet.rewards.map((offer) => (
          <li key={offer.id}>
            <RewardTicket offer={offer} balance={wallet.balance} />
          </li>
        ))}
      </ul>
    </section>
  );
}
