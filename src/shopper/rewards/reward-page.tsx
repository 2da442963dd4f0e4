import { type ReactNode, useMemo, useState } from 'react';
import { Link, useLocation } from 'react-router';
import type { RewardOffer, Wallet } from '#contract/member.ts';
import { passHash, paths } from '#contract/paths.ts';
import { usePassKey } from '#shopper/api/pass-key.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Empty } from '#shopper/ui/empty.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { type Page, usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';
import { priceOf } from '#shopper/ui/reward-ticket.tsx';
import { figureOf } from '#shopper/ui/worth.ts';
import { ChoiceField, offerAt, useChoice } from './choice.tsx';
import { isGone } from './is-gone.ts';
import { Ways } from './issue.tsx';

/** Draws the pass. It comes with the vouchers' script, so that the first page is lighter. */
export type ShowPass = (asked: { offer: RewardOffer; slot: number }) => ReactNode;

interface RewardPageProps {
  readonly rewardId: string;
  readonly pass: ShowPass;
}

/** What a reward costs and what happens next, before points are taken. */
export function RewardPage({ rewardId, pass }: RewardPageProps) {
  const page = usePage();
  const { t } = page;
  const { data: wallet, error, refetch } = useWallet();
  const given = wallet?.rewards.find(({ id }) => id === rewardId);
  const [points, choose] = useChoice(rewardId);
  const offer = useMemo(
    () => given && offerAt(given, points, wallet?.balance ?? 0),
    [given, points, wallet?.balance],
  );
  const asked = useAsked(offer);
  useTitle(offer?.name ?? t('rewards.title'));
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  if (asked?.slot) return pass({ offer: named(page, asked), slot: asked.slot });
  if (!offer) return <Gone />;
  const { name, worth, refusal } = offer;
  return (
    <article className="reward">
      <div
        className={`ticket big${refusal ? ' away' : ''}${offer.art?.picture ? ' pictured' : ''}`}
      >
        <RewardPicture art={offer.art} worth={worth} large />
        <div className="ticket-body">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p className="ticket-cost">{priceOf(page, offer)}</p>
        </div>
      </div>
      {offer.about && <p>{offer.about}</p>}
      {offer.points > 0 && !isGone(offer) && <Sums offer={offer} balance={wallet.balance} />}
      <AsOf from={wallet.at} />
      {offer.stores.length > 0 && refusal?.key !== 'not-in-this-store' && (
        <Where stores={offer.stores} />
      )}
      {offer.terms && <p>{offer.terms}</p>}
      {offer.perMember && <p>{offer.perMember}</p>}
      {refusal ? (
        <div className="thumb">
          <Notice failure={{ kind: 'refused', refusal }} calm />
          {refusal.key === 'tier-required' && <ToTier wallet={wallet} tier={refusal.tier} />}
          <Link className="button quiet" to={paths.rewards}>
            {t('rewards.others')}
          </Link>
        </div>
      ) : (
        <Ways
          offer={offer}
          away={wallet.away}
          choice={
            offer.range && (
              <ChoiceField
                range={offer.range}
                points={offer.points}
                balance={wallet.balance}
                choose={choose}
              />
            )
          }
        />
      )}
    </article>
  );
}

/**
 * The offer of the pass on the screen, as the member saw it, whatever became of the offer since; null: no pass shows.
 */
function useAsked(offer: RewardOffer | undefined): RewardOffer | null | undefined {
  const shows = useLocation().hash === passHash;
  const passKey = usePassKey();
  const [seen, setSeen] = useState(offer);
  const open = shows && passKey !== null;
  if (!open && seen !== offer) setSeen(offer);
  return open ? (seen ?? offer) : null;
}

/** On a pass the name says how much was chosen, as the voucher's does. */
const named = (page: Page, offer: RewardOffer): RewardOffer =>
  offer.range ? { ...offer, name: `${offer.name}: ${figureOf(page, offer.worth)}` } : offer;

function Sums({ offer, balance }: { offer: RewardOffer; balance: number }) {
  const { t, format } = usePage();
  return (
    // Without scripts they can't follow what is chosen.
    <dl className={offer.range ? 'panel sums chosen' : 'panel sums'}>
      <dt>{t('rewards.have')}</dt>
      <dd>{format.number(balance)}</dd>
      <dt>{t('rewards.this')}</dt>
      <dd>
        <bdi dir="ltr">−{format.number(offer.points)}</bdi>
      </dd>
      {balance >= offer.points ? (
        <>
          <dt>{t('rewards.after')}</dt>
          <dd className="total">{format.number(balance - offer.points)}</dd>
        </>
      ) : (
        <>
          <dt>{t('rewards.missing')}</dt>
          <dd className="total">{format.number(offer.points - balance)}</dd>
          <dd className="reached">
            <progress max={offer.points} value={Math.max(0, balance)} aria-hidden="true" />
          </dd>
        </>
      )}
    </dl>
  );
}

/** How far the tier is that the reward needs, if it is the next one, and the way to what reaches each. */
function ToTier({ wallet, tier }: { wallet: Wallet; tier: string }) {
  const { t, format } = usePage();
  const next = wallet.nextTier?.name === tier ? wallet.nextTier : null;
  const way = wallet.qualifying.minor > 0 ? 'wallet.next-tier' : 'wallet.first-tier';
  const said =
    next?.said?.text ?? (next?.missing && t(way, { money: format.money(next.missing), tier }));
  return (
    <>
      {said && <p>{said}</p>}
      <Link className="button" to={paths.ladder}>
        {t('rewards.to-tier')}
      </Link>
    </>
  );
}

function Where({ stores }: { stores: readonly string[] }) {
  const { t, format } = usePage();
  return <p>{t('rewards.stores', { stores: format.list(stores) })}</p>;
}

function Gone() {
  const { t } = usePage();
  return (
    <Empty icon="rewards" title={t('refusal.reward-unknown')}>
      <Link className="button" to={paths.rewards}>
        {t('common.rewards')}
      </Link>
    </Empty>
  );
}
