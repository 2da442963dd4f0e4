import { Link } from 'react-router';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import type { Phase } from '#domain/redemption/redemption.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { PassHead } from '#shopper/ui/pass-head.tsx';
import { Balance } from './balance.tsx';

/**
 * A voucher that was not used, or was undone. The page says that points are back, and how many can be spent, only when
 * the ledger has them; until then it says that they will come.
 */
export function Ended({ voucher, phase }: { voucher: Voucher; phase: Phase }) {
  const { t, format } = usePage();
  const { endedAt, reward, back } = voucher;
  const lapsed = back?.lapsed ?? 0;
  const points = (back?.points ?? voucher.points) - lapsed;
  const enough = voucher.balance >= voucher.points;
  const said = phase === 'over' ? t(`voucher.${wayOf(voucher)}`, { points }) : t('voucher.closing');
  return (
    <section className="pass ended">
      <PassHead reward={reward} over />
      {phase === 'over' && points > 0 && (
        // The heading says so too.
        <p className="plus-points" aria-hidden="true" dir="ltr">
          {format.change(points)}
        </p>
      )}
      <h1>{voucher.notice ?? said}</h1>
      {endedAt && <p className="hint">{format.dateTime(endedAt)}</p>}
      {lapsed > 0 && <p>{t('voucher.lapsed', { points: lapsed })}</p>}
      {back?.until && (
        // It ends at midnight, so the last day to spend them is the one before.
        <p>{t('voucher.spend-by', { date: format.day(back.until - 1) })}</p>
      )}
      <Balance points={voucher.balance} />
      {enough && (
        <Link className="button" to={paths.reward(reward.id)}>
          {t('voucher.again')}
        </Link>
      )}
      <Link className={enough ? 'button plain' : 'button'} to={paths.wallet}>
        {t('voucher.to-wallet')}
      </Link>
    </section>
  );
}

const wayOf = ({ state }: Voucher) =>
  state === 'cancelled' || state === 'reversed' ? state : 'expired';
