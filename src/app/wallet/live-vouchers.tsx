import { useNow } from '#app/api/clock.ts';
import { Icon } from '#app/ui/icon.tsx';
import { Link } from '#app/ui/link.tsx';
import { usePage } from '#app/ui/page-context.tsx';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';

const everyMs = 1_000;

/** On top of everything while there is one: who has a barcode open stands at the till. */
export function LiveVouchers({ vouchers }: { vouchers: readonly Voucher[] }) {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  if (vouchers.length === 0) return null;
  return (
    <ul className="live" aria-label={t('wallet.live')}>
      {vouchers.map((voucher) => (
        <li key={voucher.id}>
          <Link to={paths.redemption(voucher.id)}>
            <Icon name="bars" />
            <span>
              <b>
                <bdi>{voucher.reward.name}</bdi>
              </b>
              <span>{t('voucher.left', { time: format.left(voucher.expiresAt - now) })}</span>
            </span>
            <span className="show">{t('wallet.show')}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
