import { matchPath, useLocation } from 'react-router';
import { usePage } from '#app/ui/page-context.tsx';
import { patterns } from '#contract/paths.ts';
import { update } from './update.ts';

/** Asks before it reloads, and never while a voucher is on the screen. */
export function UpdateNotice() {
  const { t } = usePage();
  const accept = update.use();
  const { pathname } = useLocation();
  const shown = accept && !matchPath(patterns.redemption, pathname);
  if (!shown) return null;
  return (
    <p className="update" role="status">
      {t('update.ready')}
      <button type="button" className="button plain" onClick={accept}>
        {t('update.reload')}
      </button>
    </p>
  );
}
