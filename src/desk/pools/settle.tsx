import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { SettlementReport } from '#contract/admin/admin-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskPools } from '#contract/desk/desk-pools.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { proving } from '#desk/api/send-proved.ts';
import { useShopDays } from '#desk/api/shop-days.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Choice, Named } from '#desk/ui/choice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { sendFile } from '#web/send-file.ts';
import { Progress } from './parts.tsx';
import { Picked } from './picked.tsx';
import { Settlement } from './settlement.tsx';
import { changing, useCodeFile } from './use-code-file.ts';

/** A till's file of used codes: what is understood of it, and which points would come back, before any do. */
export function Settle() {
  const { t } = useOperationsWords();
  const pools = useQuery({ queryKey: ['pools'], queryFn: () => read(deskLinks.pools) });
  return (
    <Page title={t('desk.pools.settle')} hint={t('desk.pools.settle-hint')}>
      <p>
        <Link to={deskPlaces.pools}>{t('desk.pools.back')}</Link>
      </p>
      {pools.data ? (
        <Settling pools={pools.data} />
      ) : (
        <Waiting failure={pools.error} onRetry={() => void pools.refetch()} />
      )}
    </Page>
  );
}

/** Which column holds what, by its name or number; what is not said is found out, or was kept for the store. */
const columns = ['code', 'time', 'till', 'receipt', 'dates'] as const;

function Settling({ pools: { stores } }: { readonly pools: DeskPools }) {
  const { t } = useOperationsWords();
  const { sayTime } = useShopDays();
  const [storeId, setStore] = useState('');
  const [until, setUntil] = useState('');
  const [format, setFormat] = useState<Readonly<Record<string, string>>>({});
  const [report, setReport] = useState<SettlementReport | null>(null);
  const file = useCodeFile((given, wish, far) => {
    const query = { ...format, ...(until !== '' && { until }), ...wish };
    return proving(() => sendFile(deskLinks.poolSettle(storeId), query, given, far));
  });
  const { share, fault } = file;
  const look = useAction(file.look, setReport);
  const settle = useAction(file.count, setReport);
  const change = changing([look, settle], () => setReport(null));
  const ready = storeId !== '' && file.isGood;
  const busy = look.busy || settle.busy;
  return (
    <>
      <section className="panel">
        <Choice label={t('desk.webhooks.store')} value={storeId} onChange={change(setStore)}>
          <Named none={t('desk.pools.choose')} of={stores} />
        </Choice>
        <Picked
          label={t('desk.pools.used-file')}
          hint={t('desk.pools.used-file-hint')}
          fault={fault}
          onPick={change(file.setFile)}
        />
        <label className="field">
          <b>{t('desk.pools.until')}</b>
          <input
            className="input"
            type="datetime-local"
            value={until}
            onChange={({ target }) => change(setUntil)(target.value)}
          />
          <span className="soft">
            {until === ''
              ? t('desk.pools.until-hint')
              : t('desk.pools.until-said', { time: sayTime(until) })}
          </span>
        </label>
        <details>
          <summary>{t('desk.pools.written')}</summary>
          <div className="form">
            <p className="soft">{t('desk.pools.written-hint')}</p>
            {columns.map((name) => (
              <label key={name} className="field">
                <b>{t(`desk.pools.of-${name}`)}</b>
                <input
                  className="input"
                  maxLength={40}
                  autoComplete="off"
                  dir="auto"
                  value={format[name] ?? ''}
                  onChange={({ target }) => {
                    const { [name]: _, ...others } = format;
                    change(setFormat)(
                      target.value === '' ? others : { ...others, [name]: target.value },
                    );
                  }}
                />
              </label>
            ))}
          </div>
        </details>
        <div className="row">
          <button
            type="button"
            className={report ? 'button quiet' : 'button'}
            aria-disabled={!ready || busy}
            onClick={() => {
              if (ready && !busy) look.run();
            }}
          >
            {t('desk.pools.look')}
          </button>
        </div>
        <Fault error={look.error} />
        <Progress share={share} busy={look.busy} />
      </section>
      {report && (
        <Settlement report={report} busy={busy} onSettle={(accept) => settle.run(accept)}>
          <Fault error={settle.error} />
          <Progress share={share} busy={settle.busy} />
        </Settlement>
      )}
    </>
  );
}
