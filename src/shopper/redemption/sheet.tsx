import { useMemo } from 'react';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { drawPlain } from '#shopper/ui/barcode/draw-plain.ts';
import { Help } from '#shopper/ui/barcode/help.tsx';
import { Symbols } from '#shopper/ui/barcode/symbols.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';

interface SheetProps {
  readonly voucher: Voucher;
  readonly code: string;
  /** The till that has reserved it. */
  readonly held: Voucher['held'];
  readonly now: number;
}

/** The white sheet: bars, digits, the time left, and what to tell the associate. Nothing else. */
export function Sheet({ voucher, code, held, now }: SheetProps) {
  const { t, format } = usePage();
  const scripts = useScripts();
  const drawn = voucher.drawings;
  // Drawn once, because the page ticks every second.
  const drawings = useMemo(() => drawn ?? drawPlain(code), [drawn, code]);
  return (
    <section className="sheet">
      <h1>
        <bdi>{voucher.reward.name}</bdi>
      </h1>
      <Symbols drawings={drawings} digits={code} />
      <TimeLeft voucher={voucher} now={now} />
      {voucher.reward.stores && (
        <p className="hint">
          {t('rewards.stores', { stores: format.list(voucher.reward.stores) })}
        </p>
      )}
      {voucher.notice && <p className="hint">{voucher.notice}</p>}
      <p className="tell">
        {held
          ? t('refusal.voucher-reserved', { ...held, time: format.time(held.until) })
          : t('voucher.tell', { instruction: voucher.reward.instruction })}
      </p>
      <Help
        other={drawings.length > 1}
        // Another shop's own till knows its codes and not our members.
        number={voucher.source === 'own' ? voucher.number : null}
        reward={voucher.reward.name}
      />
      {/* Last, because it disappears when scripts run, and nothing may move then. */}
      {!scripts && (
        <a className="button quiet" href={paths.redemption(voucher.id)}>
          {t('voucher.look')}
        </a>
      )}
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
