import { Link, useLocation } from 'react-router';
import { useMay, useMyself } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useMe, useMembersSearched, useSearchedFor } from '#desk/api/queries.ts';
import { useSentence, useWords } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { digitGroups } from '#i18n/format.ts';

/** Finding a member by what they say. */
export function Members() {
  const { t } = useWords();
  const { hasMembers } = useMyself();
  const [find, search] = useSearchedFor();
  const state: { readonly said?: string } | null = useLocation().state;
  return (
    <Page title={t('desk.members.title')} hint={t('desk.members.hint')}>
      {state?.said && <Note>{state.said}</Note>}
      <form
        className="row search"
        onSubmit={(event) => {
          event.preventDefault();
          search(String(new FormData(event.currentTarget).get('find')).trim());
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
      {find === '' && !hasMembers && <NobodyYet />}
    </Page>
  );
}

/**
 * How somebody becomes a member, while nobody is one. It is asked anew before it is said, because people join while the
 * desk is open.
 */
function NobodyYet() {
  const { isFetchedAfterMount, isError } = useMe({ anew: true });
  return isFetchedAfterMount && !isError ? <HowToBegin /> : null;
}

/** Where the first member comes from. */
export function HowToBegin() {
  const { t } = useWords();
  const may = useMay();
  const { begins } = useMyself();
  const leads = begins && may('begin-shop');
  return (
    <section className="panel">
      <h2>{t('desk.members.nobody')}</h2>
      <p>{t('desk.members.nobody-how')}</p>
      <div className="row">
        <Link className="button" to={leads ? deskPlaces.begin : deskPlaces.ways}>
          {t(leads ? 'desk.members.nobody-begin' : 'desk.members.nobody-poster')}
        </Link>
      </div>
    </section>
  );
}

function Found({ find }: { readonly find: string }) {
  const { t, format } = useWords();
  const sentence = useSentence();
  const found = useMembersSearched(find);
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
      {found.isFetchNextPageError && <Note bad>{sentence(found.error)}</Note>}
      {found.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => void found.fetchNextPage()}>
          {t('desk.members.more')}
        </button>
      )}
    </>
  );
}
