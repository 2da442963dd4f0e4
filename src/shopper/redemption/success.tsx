import { type ReactNode, useEffect } from 'react';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { buzz } from '#shopper/ui/buzz.ts';
import { Icon } from '#shopper/ui/icon.tsx';
import { Link } from '#shopper/ui/link.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** The sheet has turned: what was given, where and when, and what comes next. */
export function Success({ voucher, offer }: { voucher: Voucher; offer: ReactNode }) {
  const { t, format } = usePage();
  const { used } = voucher;
  useEffect(buzz, []);
  return (
    <section className="sheet turned">
      <span className="seal">
        <Icon name="done" />
      </span>
      <h1>{t('voucher.done', { reward: voucher.reward.name })}</h1>
      {used && (
        <p>
          {t('voucher.used', {
            store: used.store,
            till: used.till,
            time: format.dateTime(used.at),
          })}
        </p>
      )}
      <p className="large">{t('voucher.next', { points: voucher.balance })}</p>
      <Link className="button" to={paths.wallet}>
        {t('voucher.to-wallet')}
      </Link>
      <Link className="button plain" to={paths.rewards}>
        {t('voucher.more')}
      </Link>
      {offer}
    </section>
  );
}
