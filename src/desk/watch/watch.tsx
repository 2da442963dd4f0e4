import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { useStores } from '#desk/api/queries.ts';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { NoteLine } from './note-line.tsx';

/** What associates, support and tills did that somebody should look at, and what was decided about it. */
export function Watch() {
  const { t } = useOperationsWords();
  const [query, setQuery] = useSearchParams();
  const store = query.get('store') ?? '';
  const stores = useStores();
  return (
    <Page title={t('desk.watch.title')} hint={t('desk.watch.hint')}>
      <label className="field">
        <b>{t('desk.watch.store')}</b>
        <select
          className="input"
          value={store}
          onChange={({ target }) => setQuery(target.value ? { store: target.value } : {})}
        >
          <option value="">{t('desk.webhooks.every-store')}</option>
          {stores.data?.stores.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Notes key={store} store={store} />
    </Page>
  );
}

function Notes({ store }: { readonly store: string }) {
  const { t } = useOperationsWords();
  const notes = useInfiniteQuery({
    queryKey: ['watch', store],
    queryFn: ({ pageParam }) =>
      read(
        deskList(deskLinks.watchNotes, {
          ...(store !== '' && { store }),
          ...(pageParam !== null && { after: pageParam }),
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = notes.data?.pages.flatMap((page) => page.rows);
  if (!rows) return <Waiting failure={notes.error} onRetry={() => void notes.refetch()} />;
  return (
    <>
      {rows.length === 0 && <p className="soft">{t('desk.watch.none')}</p>}
      <ol className="rows">
        {rows.map((note) => (
          <NoteLine key={`${note.eventId} ${note.rule}`} note={note} />
        ))}
      </ol>
      {notes.hasNextPage && (
        <button
          type="button"
          className="button quiet"
          aria-disabled={notes.isFetchingNextPage}
          onClick={() => void notes.fetchNextPage()}
        >
          {t('desk.acts.older')}
        </button>
      )}
    </>
  );
}
