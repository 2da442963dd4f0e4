import { Link, useLocation } from 'react-router';
import type { RewardOffer } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import type { Refusal } from '#domain/refusal.ts';
import { why } from '#shopper/ui/failure-text.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';

/** A reward as a ticket to tear off: its worth on the stub, and beside it what it is and costs. */
export function RewardTicket({ offer, balance }: { offer: RewardOffer; balance: number }) {
  const page = usePage();
  const { refusal } = offer;
  return (
    <Link
      to={paths.reward(offer.id)}
      // On a wide screen the reward opens over this page.
      state={useLocation().pathname}
      className={refusal ? 'ticket away' : 'ticket'}
    >
      <RewardPicture art={offer.art} worth={offer.worth} />
      <span className="ticket-body">
        <b>
          <bdi>{offer.name}</bdi>
        </b>
        <span className="ticket-cost">
          <span className="price">{priceOf(page, offer)}</span>
          {refusal && (
            <span className="why">
              {isLocked(refusal) && <Icon name="lock" />}
              {why(page, refusal)}
            </span>
          )}
        </span>
        {refusal?.key === 'points-short' && (
          <progress max={offer.points} value={Math.max(0, balance)} aria-hidden="true" />
        )}
      </span>
      <Icon name="on" turns />
    </Link>
  );
}

/** Time or a tier opens it, and not points. */
const isLocked = ({ key }: Refusal): boolean => key === 'tier-required' || key === 'not-begun';

/** Its price; a reward for no points is free. */
export const priceOf = ({ t }: Page, { points, range }: RewardOffer): string =>
  range?.price ?? (points === 0 ? t('rewards.free') : t('wallet.points', { points }));
