import type { SymbolDrawing } from '#contract/member.ts';
import { spokenDigits } from '#i18n/format.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { BarcodeCard } from './barcode-card.tsx';
import { BarcodeSymbol } from './barcode-symbol.tsx';
import { Digits } from './digits.tsx';

type Props = {
  /**
   * One of them shows: the first, the one that is chosen in "It won't scan", or the one that the screen has room for.
   * Made once, because the pages around it tick.
   */
  drawings: readonly SymbolDrawing[];
  /** The digits of the barcode. */
  digits: string;
};

/** What a till scans: bars or QR code, and the digits. It needs the whole width, like its card. */
export function Symbols({ drawings, digits }: Props) {
  const label = usePage().t('voucher.barcode', { digits: spokenDigits(digits) });
  return (
    <div className="symbols">
      <BarcodeCard>
        {drawings.map((drawing) => (
          <BarcodeSymbol key={drawing.symbology} drawing={drawing} label={label} />
        ))}
        <Digits digits={digits} />
      </BarcodeCard>
    </div>
  );
}
