import { useState } from 'react';
import { Link } from 'react-router';
import type { HistoryPage as FirstLines } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { readHistoryBefore, useHistory } from '#shopper/api/queries.ts';
import { AsOf } from '#shopper/ui/as-of.tsx';
import { Empty } from '#shopper/ui/empty.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { type Failure, failureOf } from '#web/failure.ts';
import { Months } from './months.tsx';
import { pagesRead } from './pages-read.ts';

/** Every change of points with its explanation, the newest first. */
export function HistoryPage() {
  const { t } = usePage();
  const { data, error, refetch } = useHistory();
  useTitle(t('common.history'));
  if (!data) return <Loading error={error} refetch={refetch} />;
  return (
    <>
      <h1>{t('common.history')}</h1>
      <AsOf from={data.at} />
      {data.lines.length === 0 ? (
        <Empty icon="history" text={t('history.none')}>
          <Link className="button" to={paths.rewards}>
            {t('common.rewards')}
          </Link>
        </Empty>
      ) : (
        <Lines first={data} />
      )}
    </>
  );
}

function Lines({ first }: { first: FirstLines }) {
  const { t } = usePage();
  const [read, setRead] = useState<readonly FirstLines[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const pages = pagesRead(first, read);
  const next = pages.at(-1)?.next ?? null;

  async function more(before: number): Promise<void> {
    setFailure(null);
    try {
      const page = await readHistoryBefore(before);
      setRead([...pages, page]);
    } catch (error) {
      setFailure(failureOf(error));
    }
  }

  return (
    <>
      <Months pages={pages} />
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
