import { useMemberHistory } from '#desk/api/queries.ts';
import { useWords } from '#desk/api/words.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';

/** The member's ledger in the words that the member reads, each line with the balance after it. */
export function History({ memberId }: { readonly memberId: string }) {
  const { t, format } = useWords();
  const history = useMemberHistory(memberId);
  const lines = history.data?.pages.flatMap((page) => page.lines);
  return (
    <section className="stack">
      <h2>{t('desk.member.history')}</h2>
      {lines ? (
        <ol className="rows">
          {lines.map(({ seq, at, points, balanceAfter, store, text }) => (
            <li key={seq} className="line">
              <div>
                <b>
                  <bdi>{text}</bdi>
                </b>
                <span className="soft">
                  {store !== null && (
                    <>
                      <bdi>{store}</bdi> ·{' '}
                    </>
                  )}
                  {format.fullDateTime(at)}
                </span>
              </div>
              <span className="amount">
                <b>{format.change(points)}</b>
                <span className="soft">{t('desk.member.balance', { count: balanceAfter })}</span>
              </span>
            </li>
          ))}
        </ol>
      ) : (
        <Waiting failure={history.error} onRetry={() => void history.refetch()} />
      )}
      {lines?.length === 0 && <p className="soft">{t('desk.member.history-none')}</p>}
      {history.hasNextPage && (
        <button type="button" className="button quiet" onClick={() => void history.fetchNextPage()}>
          {t('desk.acts.older')}
        </button>
      )}
    </section>
  );
}
