import { BarcodeCard } from '#app/ui/barcode/barcode-card.tsx';
import { Bars } from '#app/ui/barcode/bars.tsx';
import { Digits } from '#app/ui/barcode/digits.tsx';
import { QrSymbol } from '#app/ui/barcode/qr-symbol.tsx';
import { usePage } from '#app/ui/page-context.tsx';
import { useScripts } from '#app/ui/use-scripts.ts';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { spokenDigits } from '#i18n/format.ts';
import { Help } from './help.tsx';

interface SheetProps {
  readonly voucher: Voucher;
  readonly code: string;
  /** The till that has it already. */
  readonly held: Voucher['held'];
  readonly now: number;
}

/** The white sheet: bars, digits, the time left, and what to tell the associate. Nothing else. */
export function Sheet({ voucher, code, held, now }: SheetProps) {
  const { t, format } = usePage();
  const scripts = useScripts();
  const label = t('voucher.barcode', { digits: spokenDigits(code) });
  return (
    <section className="sheet">
      <h1>
        <bdi>{voucher.reward.name}</bdi>
      </h1>
      {/* Radio buttons, so that the other symbol needs no script. */}
      <div className="symbols">
        <BarcodeCard>
          <Bars digits={code} label={label} />
          <QrSymbol digits={code} label={label} />
          <Digits digits={code} />
        </BarcodeCard>
        <fieldset className="switch">
          <legend className="heard">{t('voucher.show-qr')}</legend>
          <label>
            <input type="radio" name="symbol" value="bars" defaultChecked />
            {t('voucher.bars')}
          </label>
          <label>
            <input type="radio" name="symbol" value="qr" />
            {t('voucher.qr')}
          </label>
        </fieldset>
      </div>
      <TimeLeft voucher={voucher} now={now} />
      <p className="tell">
        {held
          ? t('refusal.voucher-reserved', { ...held, time: format.time(held.until) })
          : t('voucher.tell', { instruction: voucher.reward.instruction })}
      </p>
      {!scripts && (
        <a className="button quiet" href={paths.redemption(voucher.id)}>
          {t('voucher.look')}
        </a>
      )}
      <Help />
    </section>
  );
}

function TimeLeft({ voucher, now }: { voucher: Voucher; now: number }) {
  const { t, format } = usePage();
  const leftMs = voucher.expiresAt - now;
  return (
    <div className="left" role="timer" aria-live="off">
      <p>{leftMs > 0 ? t('voucher.left', { time: format.left(leftMs) }) : t('voucher.late')}</p>
      <progress
        max={voucher.expiresAt - voucher.issuedAt}
        value={Math.max(0, leftMs)}
        aria-hidden="true"
      />
    </div>
  );
}
