import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import { useHeld } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';

/** What is held of the member, and the way to a copy of it. */
export function HeldPage() {
  const { t } = usePage();
  const { data: held, error, refetch } = useHeld();
  useTitle(t('held.title'));
  if (!held) return <Loading error={error} refetch={refetch} />;
  return (
    <>
      <h1>{t('held.title')}</h1>
      <p>{t('held.about')}</p>
      {held.fresh ? <Download /> : <SignInAgain />}
      <ul className="lines">
        {held.subjects.map(({ id, name, says }) => (
          <li key={id}>
            <span className="line-what">
              <b>{name}</b>
              <span>{says}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A plain form, because the answer is a file and no data for the page. */
function Download() {
  const { t } = usePage();
  return (
    <form method="post" action={api.copy}>
      <button type="submit" className="button">
        {t('held.copy')}
      </button>
    </form>
  );
}

/** A phone that somebody else holds must not give the copy away, so the mailbox is asked first. */
function SignInAgain() {
  const { t } = usePage();
  return (
    <ActionForm
      action={api.again}
      className="panel stack"
      onAnswer={({ id }) => location.assign(paths.waiting(id))}
    >
      {({ busy, notice }) => (
        <>
          <p>{t('held.again')}</p>
          {notice}
          <SubmitButton busy={busy}>{t('held.send')}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
