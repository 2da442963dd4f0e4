import { paths } from '#contract/paths.ts';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/** The page for an address that leads nowhere, or for a page that broke: what to do, and the number for support. */
export function FailurePage({ requestId }: { requestId: string | null }) {
  const { t } = usePage();
  const title = requestId ? t('error.broken') : t('error.not-found');
  useTitle(title);
  return (
    <section className="stack">
      <h1>{title}</h1>
      <p>{requestId ? t('error.broken-hint', { id: requestId }) : t('error.not-found-hint')}</p>
      {/* A new document, because this one may be the cause. */}
      <a className="button" href={paths.wallet}>
        {t('error.home')}
      </a>
    </section>
  );
}
