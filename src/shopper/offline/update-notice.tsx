import { matchPath, useLocation } from 'react-router';
import { pages } from '#contract/pages.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useReach } from '#web/reach.ts';
import { startAnew, update } from './update.ts';

/** Asks before it reloads, and never while a voucher shows. */
export function UpdateNotice() {
  const { t } = usePage();
  const tooOld = useReach() === 'too-old';
  const ready = update.use();
  const accept = tooOld ? startAnew : ready;
  const { pathname } = useLocation();
  const shown = accept && !matchPath(pages.redemption.pattern, pathname);
  if (!shown) return null;
  return (
    <p className="update" role="status">
      {t(tooOld ? 'refusal.client-too-old' : 'update.ready')}
      <button type="button" className="button plain" onClick={accept}>
        {t('update.reload')}
      </button>
    </p>
  );
}
