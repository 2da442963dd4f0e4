import { membershipSlot } from '#domain/scan/pass-payload.ts';
import { usePass } from '#shopper/api/use-pass.ts';
import { BarcodeCard } from '#shopper/ui/barcode/barcode-card.tsx';
import { BarcodeSymbol } from '#shopper/ui/barcode/barcode-symbol.tsx';
import { drawBars } from '#shopper/ui/barcode/draw-plain.ts';
import { DigitGroups } from '#shopper/ui/digit-groups.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { StepLine } from '#shopper/ui/step-line.tsx';

/**
 * The membership barcode: the membership number as the document brings it, and once the phone has a key, the pass in
 * its place, which nobody can copy. Both have the same height, so nothing moves.
 */
export function MemberBars({ number }: { number: string }) {
  const { t } = usePage();
  const pass = usePass(membershipSlot);
  const digits = pass?.kind === 'shown' ? [number, pass.text] : [number];
  return (
    <div className="member-bars">
      <BarcodeCard>
        {/* A screen that is too small for a pass shows the number. */}
        {digits.map((text) => (
          <BarcodeSymbol key={text.length} drawing={drawBars(text)} label={t('card.bars')} />
        ))}
        <StepLine pass={pass} />
        <p className="hint">{t('card.number')}</p>
        <DigitGroups digits={number} />
        {/* Another paragraph: the browser would count a text that begins elsewhere as a shift. */}
        <p key={pass?.kind} className="hint">
          {pass?.said ?? t('card.bars')}
        </p>
      </BarcodeCard>
    </div>
  );
}
