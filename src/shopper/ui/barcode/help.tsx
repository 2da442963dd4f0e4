import { DigitGroups } from '#shopper/ui/digit-groups.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

type Props = {
  /** Whether there is another symbol to show. */
  other: boolean;
  /** The membership number; null: this shop's own till knows its codes and not our members. */
  number: string | null;
  /**
   * What an associate presses when they have found the member, who then says yes on the phone. Without signal nobody
   * can say yes.
   */
  reward?: string;
};

/** "It won't scan": what helps, the quickest first. */
export function Help({ other, number, reward }: Props) {
  const { t } = usePage();
  return (
    <details className="more">
      <summary>{t('voucher.help')}</summary>
      <ol>
        <li>{t('voucher.bright')}</li>
        <li>{t('voucher.help-larger')}</li>
        {other && <li>{t('voucher.help-other')}</li>}
        <li>{t('voucher.help-digits')}</li>
        {number && (
          <li>
            {t('voucher.help-staff')}
            <p className="barcode-digits">
              <DigitGroups digits={number} />
            </p>
            {reward && t('voucher.help-lookup', { reward })}
          </li>
        )}
      </ol>
    </details>
  );
}
