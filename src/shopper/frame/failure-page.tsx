import { paths } from '#contract/paths.ts';
import { Empty } from '#shopper/ui/empty.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/** The page for an address that leads nowhere, or for a page that broke: what to do, and the number for support. */
export function FailurePage({ requestId }: { requestId: string | null }) {
  const { t } = usePage();
  const title = requestId ? t('error.broken') : t('error.not-found');
  useTitle(title);
  return (
    <Empty
      icon="place"
      title={title}
      text={requestId ? t('error.broken-hint', { id: requestId }) : t('error.not-found-hint')}
    >
      {/* A new document, because this one may be the cause. */}
      <a className="button" href={paths.wallet}>
        {t('error.home')}
      </a>
    </Empty>
  );
}
