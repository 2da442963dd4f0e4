import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskPools, PoolLine } from '#contract/desk/desk-pools.ts';
import { useAttended } from '#desk/api/attended.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { Uploads } from './uploads.tsx';

/** While a file is loaded its lines are counted here. */
const lookAgainMs = 3_000;

const isRunning = (pools: DeskPools | undefined): boolean =>
  pools?.uploads.some(({ state }) => state === 'running') ?? false;

/** Codes for tills that only know fixed ones: what is left, and the files that were loaded. */
export function Pools() {
  const { t } = useOperationsWords();
  const may = useMay();
  const attended = useAttended();
  const pools = useQuery({
    queryKey: ['pools'],
    queryFn: () => read(deskLinks.pools),
    refetchInterval: ({ state }) => (attended && isRunning(state.data) ? lookAgainMs : false),
  });
  const actions = (
    <>
      {may('load-codes') && (
        <Link className="button" to={deskPlaces.loadCodes}>
          {t('desk.pools.load')}
        </Link>
      )}
      {may('settle-store') && (
        <Link className="button quiet" to={deskPlaces.settle}>
          {t('desk.pools.settle')}
        </Link>
      )}
    </>
  );
  return (
    <Page title={t('desk.pools.title')} hint={t('desk.pools.hint')} actions={actions}>
      {pools.data ? (
        <>
          {pools.data.pools.length === 0 ? (
            <p className="soft">{t('desk.pools.none')}</p>
          ) : (
            <ul className="rows">
              {pools.data.pools.map((pool) => (
                <Line key={`${pool.rewardId} ${pool.storeId}`} pool={pool} />
              ))}
            </ul>
          )}
          <Uploads uploads={pools.data.uploads} />
        </>
      ) : (
        <Waiting failure={pools.error} onRetry={() => void pools.refetch()} />
      )}
    </Page>
  );
}

function Line({ pool }: { readonly pool: PoolLine }) {
  const { t, format } = useOperationsWords();
  const handedOut = pool.live + pool.waiting + pool.used + pool.unused;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{pool.reward}</bdi>
          {pool.isLow && <span className="chip">{t('desk.pools.low')}</span>}
        </b>
        <span className="soft">
          <bdi>{pool.store ?? t('desk.pools.every-store')}</bdi> · <bdi>{pool.symbology}</bdi>
        </span>
        <span className="soft">
          {[
            t('desk.pools.handed-out', { count: handedOut }),
            t('desk.pools.used', { count: pool.used }),
            t('desk.pools.unused', { count: pool.unused }),
            t('desk.pools.waiting', { count: pool.waiting }),
          ].join(' · ')}
        </span>
        {pool.handedOutIn.length === 0 && (
          <span className="field-fault">{t('desk.pools.nowhere')}</span>
        )}
      </div>
      <span className="amount">
        {t('desk.pools.free', { count: pool.free })}
        <span className="soft">{t('desk.pools.mark', { count: format.number(pool.mark) })}</span>
      </span>
    </li>
  );
}
