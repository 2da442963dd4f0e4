import { useWallet } from '#app/api/queries.ts';
import { usePage } from '#app/ui/page-context.tsx';
import { digitGroups } from '#i18n/format.ts';

/** "It won't scan": what helps, the quickest first. */
export function Help({ other }: { other: boolean }) {
  const { t } = usePage();
  const number = useWallet().data?.member.number;
  return (
    <details className="more">
      <summary>{t('voucher.help')}</summary>
      <ol>
        <li>{t('voucher.help-larger')}</li>
        {other && <li>{t('voucher.help-other')}</li>}
        <li>{t('voucher.help-digits')}</li>
        {number && <li>{t('voucher.help-lookup', { number: digitGroups(number) })}</li>}
      </ol>
    </details>
  );
}
