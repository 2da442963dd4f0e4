import { memo } from 'react';
import { Link } from 'react-router';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { BarcodeCard } from '#shopper/ui/barcode/barcode-card.tsx';
import { BarcodeSymbol } from '#shopper/ui/barcode/barcode-symbol.tsx';
import { Digits } from '#shopper/ui/barcode/digits.tsx';
import { drawBars } from '#shopper/ui/barcode/draw-plain.ts';
import { Icon } from '#shopper/ui/icon.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useNow } from '#web/clock.ts';

const everyMs = 1_000;

/**
 * At the top while there is one: a shopper with a barcode open is at the till, and may show the first one without a
 * tap.
 */
export function LiveVouchers({ vouchers }: { vouchers: readonly Voucher[] }) {
  const { t, format, at } = usePage();
  const now = useNow(at, everyMs);
  const first = vouchers.find(({ code }) => code);
  if (vouchers.length === 0) return null;
  return (
    <ul className="live" aria-label={t('wallet.live')}>
      {vouchers.map((voucher) => (
        <li key={voucher.id}>
          <Link
            className={voucher === first ? 'wide' : undefined}
            to={paths.redemption(voucher.id)}
          >
            <Icon name="bars" />
            <span>
              <b>
                <bdi>{voucher.reward.name}</bdi>
              </b>
              <span>
                {now < voucher.expiresAt
                  ? t('voucher.left', { time: format.left(voucher.expiresAt - now) })
                  : t('voucher.late')}
              </span>
            </span>
            {voucher === first && voucher.code ? (
              <Bars drawings={voucher.drawings} code={voucher.code} />
            ) : (
              <span className="show">{t('wallet.show')}</span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Drawn once, because the time beside it ticks. */
const Bars = memo(function Bars({
  drawings,
  code,
}: {
  drawings: Voucher['drawings'];
  code: string;
}) {
  const { t } = usePage();
  const [own = drawBars(code)] = drawings ?? [];
  return (
    <BarcodeCard>
      <BarcodeSymbol drawing={own} label={t('wallet.show')} />
      <Digits digits={code} />
    </BarcodeCard>
  );
});
