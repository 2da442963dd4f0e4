import type { Wallet } from '#contract/member.ts';
import { barcodeHash } from '#contract/paths.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Brand } from '#shopper/ui/brand.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { MemberBars } from './member-bars.tsx';

/** A later day needs its year: without it, it looks near. */
const soonMs = 90 * 24 * 60 * 60_000;

/**
 * The card as in a purse: brand, tier in its colour, points as the one large number, and the membership barcode.
 * @param folded a voucher's barcode shows above, and two barcodes would confuse a scanner
 */
export function MemberCard({ wallet, folded }: { wallet: Wallet; folded: boolean }) {
  const { t, format } = usePage();
  const { balance, expiring, expiries, member, pending = [], tier } = wallet;
  const dayOf = (at: number) => (at - wallet.at > soonMs ? format.date : format.day)(at);
  return (
    <section
      className="card wide"
      id={barcodeHash.slice(1)}
      data-tier={tier.id}
      aria-label={t('common.wallet')}
    >
      <div className="card-top">
        <Brand />
        <span className="tier">{tier.name}</span>
      </div>
      <p className="balance">
        <b>{format.number(balance)}</b> {t('wallet.points-label', { points: balance })}
      </p>
      {balance < 0 && <p className="as-of">{t('wallet.debt', { points: -balance })}</p>}
      <AsOf from={wallet.at} />
      {pending.map(({ points, availableAt }) => (
        <p className="as-of" key={availableAt}>
          {t('history.pending', { points, date: dayOf(availableAt) })}
        </p>
      ))}
      {expiring && (
        <p className="as-of">
          {t('wallet.expiring', {
            points: expiring.points,
            // They end at midnight, so the last day to spend them is the one before.
            date: dayOf(expiring.at - 1),
          })}
        </p>
      )}
      {expiries && (
        <details>
          <summary>{expiries.heading}</summary>
          {expiries.days.map(({ points, at }) => (
            <p className="as-of" key={at}>
              {t('wallet.expiring', { points, date: format.date(at - 1) })}
            </p>
          ))}
        </details>
      )}
      {folded ? (
        <details>
          <summary>{t('wallet.bars')}</summary>
          <MemberBars number={member.number} />
        </details>
      ) : (
        <MemberBars number={member.number} />
      )}
    </section>
  );
}
