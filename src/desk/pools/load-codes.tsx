import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { LoadDryRun, UploadReport } from '#contract/admin/admin-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskPools } from '#contract/desk/desk-pools.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Choice, Named } from '#desk/ui/choice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { sendFile } from '#web/send-file.ts';
import { Progress } from './parts.tsx';
import { Picked } from './picked.tsx';
import { Preview } from './preview.tsx';
import { Report } from './report.tsx';
import { changing, useCodeFile } from './use-code-file.ts';

/** A file of codes: what is understood of it, before it counts, and what became of each line. */
export function LoadCodes() {
  const { t } = useOperationsWords();
  const [turn, setTurn] = useState(0);
  const pools = useQuery({ queryKey: ['pools'], queryFn: () => read(deskLinks.pools) });
  return (
    <Page title={t('desk.pools.load')} hint={t('desk.pools.load-hint')}>
      <p>
        <Link to={deskPlaces.pools}>{t('desk.pools.back')}</Link>
      </p>
      {pools.data ? (
        <Loading key={turn} pools={pools.data} onMore={() => setTurn(turn + 1)} />
      ) : (
        <Waiting failure={pools.error} onRetry={() => void pools.refetch()} />
      )}
    </Page>
  );
}

/** How the file is read; the server finds out what is not said. */
interface Reading {
  readonly column?: string;
  readonly header?: 'true' | 'false';
}

function Loading({
  pools: { rewards, stores },
  onMore,
}: {
  readonly pools: DeskPools;
  onMore(): void;
}) {
  const { t } = useOperationsWords();
  const [rewardId, setReward] = useState('');
  const [store, setStore] = useState('');
  const [reading, setReading] = useState<Reading>({});
  const [looked, setLooked] = useState<LoadDryRun | null>(null);
  const [report, setReport] = useState<UploadReport | null>(null);
  const file = useCodeFile((given, wish, far) => {
    const query = { ...(store !== '' && { store }), ...reading, ...wish };
    return sendFile(deskLinks.poolCodes(rewardId), query, given, far);
  });
  const { share, fault } = file;
  const look = useAction(file.look, (found) => setLooked(found as LoadDryRun)); // A dry run was asked for.
  const load = useAction(file.count, (done) => setReport(done as UploadReport)); // No dry run was asked for.
  const change = changing([look, load], () => setLooked(null));
  if (report) return <Report report={report} onMore={onMore} />;
  const ready = rewardId !== '' && file.isGood;
  return (
    <>
      <section className="panel">
        <Choice label={t('desk.pools.reward')} value={rewardId} onChange={change(setReward)}>
          <Named none={t('desk.pools.choose')} of={rewards} />
        </Choice>
        <Choice label={t('desk.webhooks.store')} value={store} onChange={change(setStore)}>
          <Named none={t('desk.pools.every-store')} of={stores} />
        </Choice>
        <Picked
          label={t('desk.pools.file')}
          hint={t('desk.pools.file-hint')}
          fault={fault}
          onPick={(picked) => {
            setReading({});
            change(file.setFile)(picked);
          }}
        />
        <div className="row">
          <button
            type="button"
            className={looked ? 'button quiet' : 'button'}
            aria-disabled={!ready || look.busy}
            onClick={() => {
              if (ready) look.run();
            }}
          >
            {t('desk.pools.look')}
          </button>
        </div>
        <Fault error={look.error} />
        <Progress share={look.busy ? share : null} busy={look.busy} />
      </section>
      {looked && (
        <Preview
          looked={looked}
          busy={load.busy}
          onRead={(next) => {
            setReading((before) => ({ ...before, ...next }));
            setLooked(null);
          }}
          onLoad={(accept) => load.run(accept)}
        >
          <Fault error={load.error} />
          <Progress share={load.busy ? share : null} busy={load.busy} />
        </Preview>
      )}
    </>
  );
}
