import { Link } from 'react-router';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** Not used, or undone: the points are back, and the way to have it again. */
export function Ended({ voucher }: { voucher: Voucher }) {
  const { t, format } = usePage();
  const { points, endedAt, reward } = voucher;
  return (
    <section className="sheet ended">
      <p>
        <bdi>{reward.name}</bdi>
      </p>
      <h1>{voucher.notice ?? t(sentences[keyOf(voucher)], { points })}</h1>
      {endedAt && <p className="hint">{format.dateTime(endedAt)}</p>}
      <p>{t('voucher.next', { points: voucher.balance })}</p>
      <Link className="button" to={paths.reward(reward.id)}>
        {t('voucher.again')}
      </Link>
      <Link className="button plain" to={paths.wallet}>
        {t('voucher.to-wallet')}
      </Link>
    </section>
  );
}

const sentences = {
  cancelled: 'voucher.cancelled',
  expired: 'voucher.expired',
  reversed: 'voucher.reversed',
} as const;

/** A phone that has not heard of the end knows it by the clock. */
const keyOf = ({ state }: Voucher): keyof typeof sentences =>
  state === 'cancelled' || state === 'reversed' ? state : 'expired';
