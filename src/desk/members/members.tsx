import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation, useSearchParams } from 'react-router';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useWords } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { digitGroups } from '#i18n/format.ts';
import { read } from '#web/client.ts';

/** Finding a member by what they say. What is looked for stands in the address, so that going back finds it again. */
export function Members() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const find = query.get('find') ?? '';
  const state: { readonly said?: string } | null = useLocation().state;
  return (
    <Page title={t('desk.members.title')} hint={t('desk.members.hint')}>
      {state?.said && <Note>{state.said}</Note>}
      <form
        className="row search"
        onSubmit={(event) => {
          event.preventDefault();
          setQuery({ find: String(new FormData(event.currentTarget).get('find')) });
        }}
      >
        <input
          key={find}
          className="input"
          type="search"
          name="find"
          maxLength={120}
          autoComplete="off"
          dir="auto"
          aria-label={t('desk.members.find')}
          placeholder={t('desk.members.find-hint')}
          defaultValue={find}
        />
        <button type="submit" className="button">
          {t('desk.members.find-yes')}
        </button>
      </form>
      {find !== '' && <Found find={find} />}
    </Page>
  );
}

function Found({ find }: { readonly find: string }) {
  const { t, format } = useWords();
  const found = useInfiniteQuery({
    queryKey: ['members', find],
    queryFn: ({ pageParam }) =>
      read(
        deskList(deskLinks.members, {
          find,
          ...(pageParam !== null && { after: pageParam }),
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = found.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Waiting failure={found.error} onRetry={() => void found.refetch()} />;
  if (rows.length === 0 && !found.hasNextPage)
    return <p className="soft">{t('desk.members.none')}</p>;
  return (
    <>
      {rows.length === 0 && <p className="soft">{t('desk.members.none-yet')}</p>}
      <ul className="rows">
        {rows.map(({ id, number, name, joinedAt, frozen }) => (
          <li key={id} className="line">
            <div>
              <b>
                <Link to={deskPlaces.memberOf(id)}>
                  <bdi>{name ?? t('desk.members.no-name')}</bdi>
                </Link>
                {frozen && <span className="chip">{t('desk.member.frozen')}</span>}
              </b>
              <span className="soft">
                <bdi>{digitGroups(number)}</bdi> ·{' '}
                {t('desk.members.since', { date: format.date(joinedAt) })}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => void found.fetchNextPage()}>
          {t('desk.members.more')}
        </button>
      )}
    </>
  );
}
