import { type ReactNode, useState } from 'react';
import type { SettlementReport, UseColumns } from '#contract/admin/admin-answers.ts';
import { type OperationsWords, useOperationsWords } from '#desk/api/operations-words.ts';
import { Note } from '#desk/ui/note.tsx';
import { lineOutcomes } from '#domain/pool/settlement.ts';

/** What a file of used codes settles: foreseen, or done. */
export function Settlement({
  report,
  busy,
  onSettle,
  children,
}: {
  readonly report: SettlementReport;
  readonly busy: boolean;
  onSettle(accept: boolean): void;
  readonly children: ReactNode;
}) {
  const words = useOperationsWords();
  const { t, format } = words;
  const [accepted, setAccepted] = useState(false);
  const { columns, counts, lines, returnedNow, waiting, heldBecause, dryRun } = report;
  return (
    <section className="panel">
      <h2>{t(dryRun ? 'desk.pools.foreseen' : 'desk.pools.settled')}</h2>
      {columns && <p className="soft">{columnsIn(words, columns)}</p>}
      <ul className="list">
        {lineOutcomes
          .filter((outcome) => counts[outcome] > 0)
          .map((outcome) => (
            <li key={outcome}>
              {t(`desk.pools.outcome-${outcome}`, { count: format.number(counts[outcome]) })}
            </li>
          ))}
      </ul>
      <Note>
        {t(dryRun ? 'desk.pools.would-return' : 'desk.pools.returned', { count: returnedNow })}
      </Note>
      {heldBecause !== null && <Note bad>{t(`desk.pools.held-${heldBecause}`)}</Note>}
      {waiting.codes > 0 && (
        <p>
          {t('desk.pools.stores-wait', {
            count: waiting.codes,
            stores: format.list(waiting.stores),
          })}
        </p>
      )}
      {lines.length > 0 && (
        <details>
          <summary>{t('desk.pools.look-at', { count: lines.length })}</summary>
          <ul className="list">
            {lines.map(({ line, outcome, fault, sample }) => (
              <li key={line}>
                {t('desk.pools.line', { line: String(line) })}{' '}
                {fault === null
                  ? t(`desk.pools.line-${outcome}`)
                  : t(`desk.pools.use-fault-${fault}`)}{' '}
                {sample !== null && (
                  <code className="sample" dir="ltr">
                    {sample}
                  </code>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {dryRun && heldBecause === 'no-match' && (
        <label className="choice">
          <input
            type="checkbox"
            checked={accepted}
            onChange={({ target }) => setAccepted(target.checked)}
          />
          <span>{t('desk.pools.accept-uses')}</span>
        </label>
      )}
      {dryRun && (
        <div className="row">
          <button
            type="button"
            className="button"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) onSettle(accepted);
            }}
          >
            {t('desk.pools.settle-yes')}
          </button>
        </div>
      )}
      {children}
    </section>
  );
}

/** Said first, so that a wrong column is noticed. */
function columnsIn({ t, format }: OperationsWords, read: UseColumns): string {
  const named = (column: number) => {
    const name = read.header?.[column - 1]?.trim();
    return name ? `${column} (${name})` : String(column);
  };
  const found = [
    t('desk.pools.read-code', { column: named(read.code) }),
    ...read.time.map((column) => t('desk.pools.read-time', { column: named(column) })),
    ...(read.till === null ? [] : [t('desk.pools.read-till', { column: named(read.till) })]),
    ...(read.receipt === null
      ? []
      : [t('desk.pools.read-receipt', { column: named(read.receipt) })]),
  ];
  return format.list(found);
}
