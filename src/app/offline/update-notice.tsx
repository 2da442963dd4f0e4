import { matchPath, useLocation } from 'react-router';
import { usePage } from '#app/ui/page-context.tsx';
import { passHash, patterns } from '#contract/paths.ts';
import { update } from './update.ts';

/** Asks before it reloads, and never while a barcode for a till is on the screen. */
export function UpdateNotice() {
  const { t } = usePage();
  const accept = update.use();
  const { pathname, hash } = useLocation();
  const held = matchPath(patterns.redemption, pathname) || hash === passHash;
  if (!accept || held) return null;
  return (
    <p className="update" role="status">
      {t('update.ready')}
      <button type="button" className="button plain" onClick={accept}>
        {t('update.reload')}
      </button>
    </p>
  );
}
