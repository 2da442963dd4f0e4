import { type ReactNode, useState } from 'react';
import type { LoadDryRun } from '#contract/admin/admin-answers.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { Faults } from './faults.tsx';

interface PreviewProps {
  readonly looked: LoadDryRun;
  readonly busy: boolean;
  /** The file is to be read otherwise; it has to be looked at again. */
  onRead(reading: { readonly column?: string; readonly header?: 'true' | 'false' }): void;
  onLoad(accept: boolean): void;
  readonly children: ReactNode;
}

/** What was understood of a file, and what would become of it. Nothing counts yet. */
export function Preview({ looked, busy, onRead, onLoad, children }: PreviewProps) {
  const { t, format } = useOperationsWords();
  const [accepted, setAccepted] = useState(false);
  const { reading, added, duplicates, bad, left, handedOutAt } = looked;
  const doubtful = reading.doubts.length > 0;
  const ready = added > 0 && (!doubtful || accepted) && !busy;
  const lengths = reading.lengths.map(({ length, count }) =>
    t('desk.pools.length', { count: format.number(count), length: format.number(length) }),
  );
  return (
    <section className="panel">
      <h2>{t('desk.pools.understood')}</h2>
      <Columns looked={looked} onRead={onRead} />
      <dl className="facts">
        <Fact what={t('desk.pools.first')} codes={reading.first} />
        <Fact what={t('desk.pools.last')} codes={reading.last === null ? [] : [reading.last]} />
        <div>
          <dt>{t('desk.pools.lengths')}</dt>
          <dd>{format.list(lengths)}</dd>
        </div>
        <div>
          <dt>{t('desk.pools.would')}</dt>
          <dd>
            {[
              t('desk.pools.added', { count: added }),
              t('desk.pools.known', { count: duplicates }),
              t('desk.pools.bad', { count: bad }),
            ].join(' · ')}
          </dd>
        </div>
        <div>
          <dt>{t('desk.pools.then')}</dt>
          <dd>{t('desk.pools.free', { count: left + added })}</dd>
        </div>
      </dl>
      {handedOutAt.length === 0 && <p className="field-fault">{t('desk.pools.nowhere')}</p>}
      {doubtful && (
        <>
          <h2>{t('desk.pools.doubts')}</h2>
          <ul className="list">
            {reading.doubts.map(({ kind, lines, samples }) => (
              <li key={`${kind} ${lines.join()}`}>
                {t(`desk.pools.doubt-${kind}`)}{' '}
                <span className="soft">
                  {t('desk.pools.in-lines', {
                    count: lines.length,
                    lines: format.list(lines.map(String)),
                  })}{' '}
                  {samples.map((one) => (
                    <code key={one} className="sample" dir="ltr">
                      {one}
                    </code>
                  ))}
                </span>
              </li>
            ))}
          </ul>
          <label className="choice">
            <input
              type="checkbox"
              checked={accepted}
              onChange={({ target }) => setAccepted(target.checked)}
            />
            <span>{t('desk.pools.accept')}</span>
          </label>
        </>
      )}
      <Faults faults={looked.faults} all={duplicates + bad} />
      <div className="row">
        <button
          type="button"
          className="button"
          aria-disabled={!ready}
          onClick={() => {
            if (ready) onLoad(doubtful);
          }}
        >
          {t('desk.pools.load-yes', { count: added })}
        </button>
      </div>
      {children}
    </section>
  );
}

function Fact({ what, codes }: { readonly what: string; readonly codes: readonly string[] }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>
        {codes.length === 0 ? '–' : null}
        {codes.map((code) => (
          <code key={code} className="sample" dir="ltr">
            {code}
          </code>
        ))}
      </dd>
    </div>
  );
}

/** Which column holds the codes, by its name or number, and whether the first line is a header. */
function Columns({ looked: { reading }, onRead }: Pick<PreviewProps, 'looked' | 'onRead'>) {
  const { t } = useOperationsWords();
  const { header, column, columns } = reading;
  const nameOf = (number: number) => {
    const name = header?.[number - 1]?.trim();
    return name ? `${number} · ${name}` : String(number);
  };
  return (
    <>
      <label className="field">
        <b>{t('desk.pools.column')}</b>
        <select
          className="input"
          value={column}
          onChange={({ target }) => onRead({ column: target.value })}
        >
          {Array.from({ length: Math.max(columns, column) }, (_, at) => at + 1).map((number) => (
            <option key={number} value={number}>
              {nameOf(number)}
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <input
          type="checkbox"
          checked={header !== null}
          onChange={({ target }) => onRead({ header: target.checked ? 'true' : 'false' })}
        />
        <span>{t('desk.pools.header')}</span>
      </label>
    </>
  );
}
