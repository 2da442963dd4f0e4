import { paths } from '#contract/paths.ts';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/** An address that leads nowhere, or a page that broke: what to do now, and the number to tell us. */
export function FailurePage({ requestId }: { requestId: string | null }) {
  const { t } = usePage();
  const title = requestId ? t('error.broken') : t('error.not-found');
  useTitle(title);
  return (
    <section className="stack">
      <h1>{title}</h1>
      <p>{requestId ? t('error.broken-hint', { id: requestId }) : t('error.not-found-hint')}</p>
      {/* A new document: this one may be the trouble. */}
      <a className="button" href={paths.wallet}>
        {t('error.home')}
      </a>
    </section>
  );
}
