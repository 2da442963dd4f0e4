import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RewardOffer, Wallet } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { usePassKey } from '#shopper/api/pass-key.ts';
import { useVisit, useWallet } from '#shopper/api/queries.ts';
import { nowHash } from '#shopper/rewards/now-hash.ts';
import { refusalText } from '#shopper/ui/failure-text.tsx';
import { HistoryEntry } from '#shopper/ui/history/history-lines.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { type Page, usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { RewardTicket } from '#shopper/ui/reward-ticket.tsx';
import { useNow } from '#web/clock.ts';
import { FirstReward } from './first-reward.tsx';
import { Goals } from './goals.tsx';
import { LiveVouchers } from './live-vouchers.tsx';
import { MemberCard } from './member-card.tsx';
import { isUrgent, PointNotes } from './point-notes.tsx';
import { ToldLines } from './told-lines.tsx';

/** How many fit between the card and the thumb; the rest is one tap away. */
const shown = { now: 3, lines: 3 };

const everyMs = 10_000;

/** Draws rewards beside those of the wallet, each by `ticket`. It comes with the script for wide screens. */
export type MoreRewards = (ticket: (offer: RewardOffer) => ReactNode) => ReactNode;

interface WalletPageProps {
  readonly offer?: ReactNode;
  readonly moment?: ReactNode;
  /** On a wide screen only: the other rewards. */
  readonly more?: MoreRewards | undefined;
}

/**
 * The card first, then what can be had now and the next goal, and what happened last; on a wide screen the last stands
 * under the card.
 */
export function WalletPage({ offer, moment, more }: WalletPageProps) {
  const { t, at } = usePage();
  const { data: wallet, error, refetch } = useWallet();
  const now = useNow(at, everyMs);
  // A phone gets its key here, so that it has a pass when the signal is gone.
  usePassKey();
  const program = useVisit()?.program.name ?? '';
  useTitle(`${t('common.wallet')} · ${program}`);
  if (!wallet) return <Loading error={error} refetch={refetch} />;
  const urgent = isUrgent(wallet);
  // Without signal no news tells that a voucher has ended, so the page looks itself.
  const live = wallet.vouchers.filter((voucher) => isScannable(phaseAt(voucher, now)));
  return (
    <>
      <Greeting wallet={wallet} />
      <div className="home">
        <div className="own">
          <LiveVouchers vouchers={live} />
          <ToldLines told={wallet.told ?? []} />
          <MemberCard wallet={wallet} />
          {urgent && <PointNotes wallet={wallet} />}
          {more && <Latest wallet={wallet} />}
        </div>
        <div>
          <Offers wallet={wallet} live={live} />
          {!urgent && <PointNotes wallet={wallet} />}
          {offer}
          {more?.((offer) => (
            <RewardTicket offer={offer} balance={wallet.balance} />
          ))}
        </div>
        {!more && <Latest wallet={wallet} />}
      </div>
      {moment}
    </>
  );
}

/** What happened last. */
function Latest({ wallet }: { wallet: Wallet }) {
  const { t, format } = usePage();
  return (
    <section>
      <h2>{t('wallet.history')}</h2>
      {wallet.history.length === 0 && <p className="hint">{t('history.none')}</p>}
      <ul className="lines">
        {wallet.history.slice(0, shown.lines).map((line) => (
          <HistoryEntry key={line.seq} line={line} timeOf={format.dateTime} />
        ))}
      </ul>
      <Link className="button plain" to={paths.history}>
        {t('wallet.history-all')}
      </Link>
      {wallet.ways && (
        <Link className="button plain" to={paths.earning}>
          {wallet.ways}
        </Link>
      )}
    </section>
  );
}

function Greeting({ wallet }: { wallet: Wallet }) {
  const { t } = usePage();
  const store = useVisit()?.store;
  const { firstName } = wallet.member;
  return (
    <div className="greeting">
      <h1>{firstName ? t('wallet.hello', { name: firstName }) : t('wallet.hello-you')}</h1>
      {wallet.welcome && <p>{wallet.welcome}</p>}
      {store && (
        <p className="place">
          <Icon name="place" />
          {t('wallet.store', { store: store.name })}
        </p>
      )}
    </div>
  );
}

/** Why nothing can be had now: collecting points helps against only one of the reasons. */
function noneBecause(page: Page, rewards: readonly RewardOffer[]): string {
  const open = rewards.find(({ refusal }) => refusal?.key === 'too-many-live')?.refusal;
  if (open) return refusalText(page, open);
  if (rewards.some(({ refusal }) => refusal?.key === 'points-short')) return page.t('wallet.none');
  return page.t(rewards.length === 0 ? 'rewards.none' : 'wallet.none-here');
}

function Offers({ wallet, live }: { wallet: Wallet; live: Wallet['vouchers'] }) {
  const page = usePage();
  const { t } = page;
  const { balance, rewards } = wallet;
  const now = rewards.filter(({ refusal }) => !refusal);
  const [first, ...others] = now.slice(0, shown.now);
  const more = now.length > shown.now;
  return (
    <>
      <section>
        <h2>{t('wallet.can-have')}</h2>
        {first ? (
          <FirstReward
            // Another reward has another button, which takes no tap while it is new.
            key={first.id}
            offer={first}
            balance={balance}
            away={wallet.away}
            open={live.find(({ reward }) => reward.id === first.id)?.id}
          />
        ) : (
          <p className="hint">{noneBecause(page, rewards)}</p>
        )}
        {others.length > 0 && (
          <ul className="tickets upright">
            {others.map((offer) => (
              <li key={offer.id}>
                <RewardTicket offer={offer} balance={balance} />
              </li>
            ))}
          </ul>
        )}
        {more && (
          <Link className="button quiet" to={paths.rewards + nowHash}>
            {t('wallet.rewards-now', { count: now.length })}
          </Link>
        )}
      </section>
      <Goals rewards={rewards} balance={balance} />
      {/* One way to the page of rewards; from the one above, its filter leads to the others. */}
      {!more && rewards.length > now.length && (
        <Link className="button plain start" to={paths.rewards}>
          {t('wallet.rewards-all')}
        </Link>
      )}
    </>
  );
}
