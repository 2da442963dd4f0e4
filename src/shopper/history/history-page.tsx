import { useState } from 'react';
import type { HistoryPage as FirstLines, HistoryLine } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { readHistoryBefore, useHistory } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { HistoryLines } from '#shopper/ui/history-lines.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { type Failure, failureOf } from '#web/failure.ts';

/** Every change of points with its explanation, the newest first. */
export function HistoryPage() {
  const { t } = usePage();
  const { data, error, refetch } = useHistory();
  useTitle(t('common.history'));
  if (!data) return <Loading error={error} refetch={refetch} />;
  return (
    <section>
      <h1>{t('common.history')}</h1>
      <AsOf from={data.at} />
      {data.lines.length === 0 && <p className="hint">{t('history.none')}</p>}
      {/* Starts again when lines were added at the top. */}
      <Lines key={data.lines[0]?.seq} first={data} />
    </section>
  );
}

function Lines({ first }: { first: FirstLines }) {
  const { t } = usePage();
  const [older, setOlder] = useState<readonly HistoryLine[]>([]);
  const [next, setNext] = useState(first.next);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function more(before: number): Promise<void> {
    setFailure(null);
    try {
      const page = await readHistoryBefore(before);
      setOlder([...older, ...page.lines]);
      setNext(page.next);
    } catch (error) {
      setFailure(failureOf(error));
    }
  }

  return (
    <>
      <HistoryLines lines={[...first.lines, ...older]} byDay />
      <Notice failure={failure} />
      {next !== null && (
        <a
          className="button quiet"
          href={`${paths.history}?before=${next}`}
          onClick={(event) => {
            event.preventDefault();
            void more(next);
          }}
        >
          {t('history.more')}
        </a>
      )}
    </>
  );
}
