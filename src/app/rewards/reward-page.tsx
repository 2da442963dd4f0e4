import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { keep, useWallet } from '#app/api/queries.ts';
import { ActionForm, SubmitButton } from '#app/ui/action-form.tsx';
import { Notice } from '#app/ui/failure-text.tsx';
import { Link } from '#app/ui/link.tsx';
import { Loading } from '#app/ui/loading.tsx';
import { usePage, useTitle } from '#app/ui/page-context.tsx';
import { Stub } from '#app/ui/reward-ticket.tsx';
import type { RewardOffer, Voucher } from '#contract/member.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { useKeptId } from './use-kept-id.ts';

/** What a reward costs and what happens next, said before the points go. */
export function RewardPage({ rewardId }: { rewardId: string }) {
  const { t } = usePage();
  const { data: wallet, error, refetch } = useWallet();
  const offer = wallet?.rewards.find(({ id }) => id === rewardId);
  useTitle(offer?.name ?? t('rewards.title'));
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  if (!offer) return <Gone />;
  const { name, points, worth, refusal } = offer;
  return (
    <article className="reward">
      <div className="ticket big">
        <Stub worth={worth} />
        <div className="ticket-body">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p className="ticket-cost">{t('wallet.points', { points })}</p>
        </div>
      </div>
      <Sums offer={offer} balance={wallet.balance} />
      {offer.stores.length > 0 && <Where stores={offer.stores} />}
      {refusal ? (
        <div className="thumb">
          <Notice failure={{ kind: 'refused', refusal }} calm />
          <Link className="button quiet" to={paths.rewards}>
            {t('rewards.others')}
          </Link>
        </div>
      ) : (
        <Issue offer={offer} />
      )}
    </article>
  );
}

function Sums({ offer, balance }: { offer: RewardOffer; balance: number }) {
  const { t, format } = usePage();
  return (
    <dl className="panel sums">
      <dt>{t('rewards.have')}</dt>
      <dd>{format.number(balance)}</dd>
      <dt>{t('rewards.this')}</dt>
      <dd>
        <bdi dir="ltr">−{format.number(offer.points)}</bdi>
      </dd>
      {balance >= offer.points && (
        <>
          <dt>{t('rewards.after')}</dt>
          <dd className="total">{format.number(balance - offer.points)}</dd>
        </>
      )}
    </dl>
  );
}

function Where({ stores }: { stores: readonly string[] }) {
  const { t, format } = usePage();
  return <p>{t('rewards.stores', { stores: format.list(stores) })}</p>;
}

function Issue({ offer }: { offer: RewardOffer }) {
  const { t } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const kept = useKeptId(offer.id);
  return (
    <ActionForm<Voucher>
      action={memberApi.redemptions}
      fields={{ id: kept.id, rewardId: offer.id }}
      className="thumb"
      onAnswer={(voucher) => {
        kept.spend();
        keep.voucher(client, voucher);
        // Going back from the barcode leads to the wallet, not to this button again.
        navigate(paths.redemption(voucher.id), { replace: true });
      }}
    >
      {({ busy }) => (
        <>
          {offer.shops && (
            <label className="field">
              {t('rewards.shop')}
              <select name="storeId">
                {/* None is chosen for them: at the wrong one the points would be gone for nothing. */}
                <option />
                {offer.shops.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <p className="hint">{t('rewards.then')}</p>
          <SubmitButton busy={busy}>{t('rewards.use', { points: offer.points })}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

function Gone() {
  const { t } = usePage();
  return (
    <section className="stack">
      <h1>{t('refusal.reward-unknown')}</h1>
      <Link className="button" to={paths.rewards}>
        {t('common.rewards')}
      </Link>
    </section>
  );
}
