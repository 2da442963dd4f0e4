import { Link } from 'react-router';
import type { RewardOffer, Wallet } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { Ways } from '#shopper/rewards/issue.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { RewardTicket } from '#shopper/ui/reward-ticket.tsx';

interface Props {
  readonly offer: RewardOffer;
  readonly balance: number;
  readonly away: Wallet['away'];
  /** Its voucher whose barcode is open. Another one is had on the reward's own page. */
  readonly open: string | undefined;
}

/**
 * The best reward that can be had, with its button: from the wallet to the barcode is one tap. What it includes, where
 * and how long are said before the button. A shop, or how much, is chosen on the reward's own page.
 */
export function FirstReward({ offer, balance, away, open }: Props) {
  const { t, format } = usePage();
  const where =
    offer.stores.length > 0 && t('rewards.stores', { stores: format.list(offer.stores) });
  return (
    <div className="first">
      <RewardTicket offer={offer} balance={balance} />
      {[offer.about, where, offer.perMember].map((line) => line && <p key={line}>{line}</p>)}
      {open ? (
        <Link className="button quiet" to={paths.redemption(open)}>
          {t('wallet.open')}
        </Link>
      ) : (
        !offer.shops && !offer.range && <Ways offer={offer} away={away} brief />
      )}
    </div>
  );
}
