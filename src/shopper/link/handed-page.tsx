import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { api } from '#contract/links.ts';
import type { QueryData } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { keep } from '#shopper/api/queries.ts';
import { keyOf } from '#shopper/api/query-keys.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { PrivacyLine } from '#shopper/ui/email-form.tsx';
import { Hello } from '#shopper/ui/hello.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/**
 * The page behind the code of a screen that hands its page over. Opening it does nothing, and its button only asks to be
 * let in: the number that comes then must be typed on that screen.
 */
export function HandedPage({ token }: { token: string }) {
  const { t } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const queryKey = keyOf('handed', token);
  const { data: handed } = useQuery<QueryData['handed']>({ queryKey, queryFn: skipToken });
  useTitle(t('link.title'));
  if (handed?.state !== 'open')
    return (
      <section className="stack">
        <h1>{t('link.ended')}</h1>
        <p>{t('hand-over.over')}</p>
        <Link className="button plain" to={paths.signIn}>
          {t('link.again')}
        </Link>
      </section>
    );
  return (
    <section className="stack">
      <Hello as="b" />
      <h1>{t('link.title')}</h1>
      <p className="panel">
        {t('hand-over.from', { browser: handed.browser ?? t('common.some-browser') })}
      </p>
      <ActionForm
        action={api.handOverClaim}
        fields={{ token }}
        className="stack"
        onAnswer={(waiting) => {
          keep.waiting(client, waiting);
          navigate(paths.waiting(waiting.id), { replace: true });
        }}
        // Somebody was faster, or the time is over.
        onRefused={() => client.setQueryData(queryKey, { ...handed, state: 'over' })}
      >
        {({ busy }) => <SubmitButton busy={busy}>{t('link.here')}</SubmitButton>}
      </ActionForm>
      <PrivacyLine />
    </section>
  );
}
