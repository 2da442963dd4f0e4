import { api } from '#contract/links.ts';
import { useHeld } from '#shopper/api/queries.ts';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { Freeze } from './freeze.tsx';
import { Leave } from './leave.tsx';
import { SignInAgain } from './sign-in-again.tsx';

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
      {held.waits ? (
        <p className="notice calm">{held.waits}</p>
      ) : held.fresh ? (
        <Download />
      ) : (
        <SignInAgain why={t('held.again')} />
      )}
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
      <Freeze held={held} />
      <Leave held={held} />
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
