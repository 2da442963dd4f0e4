import { useVisit } from '#shopper/api/queries.ts';
import { EmailForm } from '#shopper/ui/email-form.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

export function SignInPage() {
  const { t } = usePage();
  const visit = useVisit();
  useTitle(`${t('sign-in.title')} · ${visit?.program.name ?? ''}`);
  return (
    <section className="stack">
      <h1>{t('sign-in.title')}</h1>
      <p>{t('poster.what')}</p>
      <EmailForm placement={visit?.store?.placement} />
    </section>
  );
}
