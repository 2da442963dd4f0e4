import { Digits } from '#app/ui/barcode/digits.tsx';
import { usePage } from '#app/ui/page-context.tsx';
import type { Voucher } from '#contract/member.ts';

/** "It won't scan": what helps, the quickest first. */
export function Help({ voucher, other }: { voucher: Voucher; other: boolean }) {
  const { t } = usePage();
  return (
    <details className="more">
      <summary>{t('voucher.help')}</summary>
      <ol>
        <li>{t('voucher.bright')}</li>
        <li>{t('voucher.help-larger')}</li>
        {other && <li>{t('voucher.help-other')}</li>}
        <li>{t('voucher.help-digits')}</li>
        {/* Another shop's own till knows its codes and not our members. */}
        {voucher.source === 'own' && (
          <li>
            {t('voucher.help-staff')}
            <Digits digits={voucher.number} />
            {t('voucher.help-lookup', { reward: voucher.reward.name })}
          </li>
        )}
      </ol>
    </details>
  );
}
