import { useState } from 'react';
import { matchPath, useLocation } from 'react-router';
import { pages } from '#contract/pages.ts';
import { isScannable, phaseAt } from '#domain/redemption/redemption.ts';
import { useVisit, useVoucher } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { serverNow } from '#web/clock.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';

/** What a wide screen adds to every page of a member: the way to the phone, and to paper where that is of use. */
export function Beside() {
  const { pathname } = useLocation();
  const voucher = matchPath(pages.redemption.pattern, pathname)?.params.redemptionId;
  if (voucher) return <BesideVoucher redemptionId={voucher} />;
  return (
    <aside className="take">
      <TakeAlong />
      {pathname === pages.history.pattern && <Print />}
    </aside>
  );
}

/** While it can be scanned: at a desk it is of no use. */
function BesideVoucher({ redemptionId }: { redemptionId: string }) {
  const { t, format } = usePage();
  const program = useVisit()?.program.name ?? '';
  const { data: voucher } = useVoucher(redemptionId);
  if (!voucher?.code || !isScannable(phaseAt(voucher, serverNow()))) return null;
  return (
    <aside className="take beside panel">
      <p>{t('wide.take-voucher')}</p>
      <TakeAlong />
      <Print />
      {/* On paper a time that runs is of no use. */}
      <p className="printed">{t('wide.until', { time: format.dateTime(voucher.expiresAt) })}</p>
      {/* The head of the pass names the shops, if it is not good in all. */}
      {!voucher.reward.stores && <p className="printed">{t('wide.anywhere', { program })}</p>}
    </aside>
  );
}

/** Hands this page to another device. An open code belongs to its page and closes with it. */
export function TakeAlong() {
  const { pathname } = useLocation();
  return <TakePage key={pathname} pathname={pathname} />;
}

function TakePage({ pathname }: { pathname: string }) {
  const { t } = usePage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button quiet" onClick={() => setOpen(true)}>
        <PhoneIcon />
        {t('wide.take')}
      </button>
      {open && <HandOverDialog opens={pageAt(pathname)} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A poster and the home page show the wallet. */
const pageAt = (pathname: string): string =>
  Object.values(pages).some(({ who, pattern }) => who === 'member' && matchPath(pattern, pathname))
    ? pathname
    : pages.wallet.pattern;

function Print() {
  return (
    <button type="button" className="button plain" onClick={() => print()}>
      {usePage().t('wide.print')}
    </button>
  );
}

const PhoneIcon = () => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 18h2" />
  </svg>
);
