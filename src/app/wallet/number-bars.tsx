import { BarcodeCard } from '#app/ui/barcode/barcode-card.tsx';
import { BarcodeSymbol } from '#app/ui/barcode/barcode-symbol.tsx';
import { BARS_QUIET, code128 } from '#app/ui/barcode/code-128.ts';
import { usePage } from '#app/ui/page-context.tsx';
import { spokenDigits } from '#i18n/format.ts';

/** The membership number as a till's scanner reads it: to be known by, with or without a reward in mind. */
export function NumberBars({ number }: { number: string }) {
  return (
    <details className="more">
      <summary>{usePage().t('wallet.bars')}</summary>
      <BarcodeCard>
        <BarcodeSymbol
          drawing={{ symbology: 'code-128', rows: [code128(number)], quiet: BARS_QUIET }}
          label={spokenDigits(number)}
        />
      </BarcodeCard>
    </details>
  );
}
