import type { SymbolDrawing } from '#contract/member.ts';
import { DigitGroups } from '#shopper/ui/digit-groups.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { Larger } from './larger.tsx';

type Props = {
  /** The symbols that there are; the first one shows. */
  drawings: readonly SymbolDrawing[];
  /** The membership number; null: this shop's own till knows its codes and not our members. */
  number: string | null;
  /**
   * What an associate presses when they have found the member, who then says yes on the phone. Without signal nobody
   * can say yes.
   */
  reward?: string;
};

/**
 * "It won't scan": one button, and behind it all that helps, the quickest first, each with what it takes. Check boxes
 * and radio buttons, so that it needs no script.
 */
export function Trouble({ drawings, number, reward }: Props) {
  const { t } = usePage();
  return (
    <details className="trouble">
      <summary className="button quiet">{t('voucher.help')}</summary>
      <ol>
        <li>{t('voucher.bright')}</li>
        <li>
          {t('voucher.help-larger')}
          <Larger />
        </li>
        {drawings.length > 1 && (
          <li>
            {t('voucher.help-other')}
            <Kinds drawings={drawings} />
          </li>
        )}
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

/** Bars or the QR code. */
function Kinds({ drawings }: Pick<Props, 'drawings'>) {
  const { t } = usePage();
  return (
    <fieldset className="switch">
      <legend className="heard">{t('voucher.kind')}</legend>
      {drawings.map(({ symbology, rows }, at) => {
        const kind = rows.length > 1 ? 'qr' : 'bars';
        return (
          <label key={symbology}>
            <input type="radio" name="symbol" value={kind} defaultChecked={at === 0} />
            {t(`voucher.${kind}`)}
          </label>
        );
      })}
    </fieldset>
  );
}
