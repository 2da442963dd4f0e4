import type { SymbolDrawing } from '#contract/member.ts';
import { spokenDigits } from '#i18n/format.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { BarcodeCard } from './barcode-card.tsx';
import { BarcodeSymbol } from './barcode-symbol.tsx';
import { Digits } from './digits.tsx';
import { Larger } from './larger.tsx';

type Props = {
  /** The first one is shown, unless the screen is too small for it. Made once, because the pages around it tick. */
  drawings: readonly SymbolDrawing[];
  /** The digits of the barcode. */
  digits: string;
};

/**
 * What a till scans: bars or QR code, one at a time, and the digits. They are radio buttons, so that the other symbol
 * needs no script. It needs the whole width, like its card.
 */
export function Symbols({ drawings, digits }: Props) {
  const { t } = usePage();
  const label = t('voucher.barcode', { digits: spokenDigits(digits) });
  return (
    <div className="symbols">
      <BarcodeCard>
        {drawings.map((drawing) => (
          <BarcodeSymbol key={drawing.symbology} drawing={drawing} label={label} />
        ))}
        <Digits digits={digits} />
      </BarcodeCard>
      <div className="looks">
        {drawings.length > 1 && (
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
        )}
        <Larger />
      </div>
    </div>
  );
}
