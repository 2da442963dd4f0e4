import { type ReactNode, useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { inOnePiece } from '#i18n/one-piece.ts';
import { buzz } from '#shopper/ui/buzz.ts';
import { Icon } from '#shopper/ui/icon.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { PassHead } from '#shopper/ui/pass-head.tsx';
import { Balance } from './balance.tsx';

interface SuccessProps {
  readonly voucher: Voucher;
  readonly offer: ReactNode;
  readonly now: number;
}

/** So long it is news; later the page is only opened again. */
const newsMs = 60_000;

/** The pass after it was used, punched and stamped: what was given, where and when, and what comes next. */
export function Success({ voucher, offer, now }: SuccessProps) {
  const { t, format } = usePage();
  const { used, next } = voucher;
  const [isNews] = useState(now - (used?.at ?? 0) < newsMs);
  useEffect(() => {
    if (isNews) buzz();
  }, [isNews]);
  return (
    <section className={isNews ? 'pass used punched' : 'pass used'}>
      <PassHead reward={voucher.reward} points={voucher.points} over />
      <span className="stamp" aria-hidden="true">
        <Icon name="done" />
      </span>
      <h1>{t('voucher.done', { reward: voucher.reward.name })}</h1>
      {used && (
        <p>
          {t('voucher.used', {
            store: inOnePiece(used.store),
            till: inOnePiece(used.till),
            time: inOnePiece(format.dateTime(used.at)),
          })}
        </p>
      )}
      <div className="next">
        <Balance points={voucher.balance} used />
        {next && <p>{t('voucher.goal', { points: next.missing, reward: next.reward })}</p>}
      </div>
      <Link className="button" to={paths.wallet}>
        {t('voucher.to-wallet')}
      </Link>
      {offer}
    </section>
  );
}
