import { useMemo, useState } from 'react';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { drawPlain } from '#shopper/ui/barcode/draw-plain.ts';
import { Symbols } from '#shopper/ui/barcode/symbols.tsx';
import { Trouble } from '#shopper/ui/barcode/trouble.tsx';
import { type Page, usePage } from '#shopper/ui/page-context.tsx';
import { PassHead } from '#shopper/ui/pass-head.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';
import { Menu } from './menu.tsx';

interface SheetProps {
  readonly voucher: Voucher;
  readonly code: string;
  /** The till that has reserved it. */
  readonly held: Voucher['held'];
  readonly now: number;
}

/** So long ago it was torn off before our eyes. */
const newMs = 3_000;

/** The pass: what it is for, bars, digits, the time left, one sentence, and one button for trouble. Nothing else. */
export function Sheet({ voucher, code, held, now }: SheetProps) {
  const page = usePage();
  const { t } = page;
  const scripts = useScripts();
  const [isNew] = useState(now - voucher.issuedAt < newMs);
  const drawn = voucher.drawings;
  // Drawn once, because the page ticks every second.
  const drawings = useMemo(() => drawn ?? drawPlain(code), [drawn, code]);
  return (
    <section className={isNew ? 'pass torn' : 'pass'}>
      <PassHead reward={voucher.reward} points={voucher.points}>
        {!held && !voucher.earned && <Menu voucher={voucher} />}
      </PassHead>
      <Symbols drawings={drawings} digits={code} />
      <p className="show-this">{t('voucher.scan')}</p>
      <TimeLeft voucher={voucher} now={now} />
      {voucher.notice && <p className="hint">{voucher.notice}</p>}
      {sentences(page, voucher, held).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Trouble
        drawings={drawings}
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

/**
 * What the shopper reads: what they get. A till that can ask reads its own instruction; where it can't, the shopper
 * holds it out with the code.
 */
function sentences(
  { t, format }: Page,
  { reward, source }: Voucher,
  held: Voucher['held'],
): readonly string[] {
  if (held) return [t('refusal.voucher-reserved', { ...held, time: format.time(held.until) })];
  const about = reward.about ? [reward.about] : [];
  return source === 'pool'
    ? [...about, t('voucher.tell', { instruction: reward.instruction })]
    : about;
}

const soonMs = 5 * 60_000;

function TimeLeft({ voucher, now }: { voucher: Voucher; now: number }) {
  const { t, format } = usePage();
  const leftMs = voucher.expiresAt - now;
  return (
    <div className={leftMs < soonMs ? 'left soon' : 'left'} role="timer" aria-live="off">
      <progress
        max={voucher.expiresAt - voucher.issuedAt}
        value={Math.max(0, leftMs)}
        aria-hidden="true"
      />
      <p>{leftMs > 0 ? t('voucher.left', { time: format.left(leftMs) }) : t('voucher.late')}</p>
    </div>
  );
}
