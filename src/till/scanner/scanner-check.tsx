import { useMemo, useReducer } from 'react';
import { tillPages } from '#contract/paths.ts';
import type { TillDevice } from '#contract/till.ts';
import { checkScanner } from '#domain/scan/scanner-check.ts';
import { sheetOf } from '#domain/scan/scanner-sheet.ts';
import { TopBar } from '#till/kit/top-bar.tsx';
import { Unreached } from '#till/shift/no-device.tsx';
import { type CheckEvent, type CheckState, firstCheck, nextCheck } from './check-state.ts';
import { itemName } from './item-name.ts';
import { OutcomePanel } from './outcome-panel.tsx';
import { useKeys } from './use-keys.ts';
import { type Say, useScannerWords } from './use-scanner-words.ts';

/** The page that shows what a scanner really sends, and says what to set. */
export function ScannerCheck({ device }: { device: TillDevice }) {
  const t = useScannerWords();
  if (t === 'unreached') return <Unreached onRetry={() => location.reload()} />;
  return t && <Check t={t} device={device} />;
}

function Check({ t, device }: { t: Say; device: TillDevice }) {
  const { scanner } = device;
  const sheet = useMemo(() => sheetOf(scanner), [scanner]);
  const [state, tell] = useReducer(
    (before: CheckState, event: CheckEvent) => nextCheck(sheet, before, event),
    firstCheck,
  );
  const itemOf = (number: number | null) => sheet.find((item) => item.number === number);
  const asked = itemOf(state.asked);
  const shown = itemOf(state.shown);
  const outcome = shown && state.outcomes.get(shown.number);
  useKeys((keys) => {
    if (!asked) return;
    const report = checkScanner(keys, asked, sheet, scanner);
    tell({ type: 'outcome', outcome: { kind: 'scanned', report } });
  });
  return (
    <>
      <TopBar device={device}>
        <a className="button button-quiet" href={tillPages.till}>
          {t('common.back')}
        </a>
      </TopBar>
      <main className="scanner-check">
        <h1 className="plain-title">{t('scanner.title')}</h1>
        <p>{t('scanner.hint')}</p>
        <a className="button" href={tillPages.scannerSheet} target="_blank" rel="noreferrer">
          {t('scanner.print')}
        </a>
        {asked && (
          <div className="scanner-ask">
            <p className="scanner-number">{t('scanner.ask', { number: String(asked.number) })}</p>
            <p>{itemName(t, asked)}</p>
            <button
              type="button"
              className="button"
              onClick={() => tell({ type: 'outcome', outcome: { kind: 'silent' } })}
            >
              {t('scanner.silent')}
            </button>
          </div>
        )}
        {shown && outcome && <OutcomePanel t={t} item={shown} outcome={outcome} />}
        <ul className="scanner-items">
          {sheet.map((item) => (
            <li key={item.number}>
              <button
                type="button"
                className="button scanner-item"
                aria-current={item.number === state.asked ? 'step' : undefined}
                onClick={() => tell({ type: 'choose', number: item.number })}
              >
                <span>{itemName(t, item)}</span>
                <b>{wordOf(t, state, item.number)}</b>
              </button>
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}

/** The result in one word; nothing if it was not tried yet. */
function wordOf(t: Say, { outcomes }: CheckState, number: number): string {
  const outcome = outcomes.get(number);
  if (!outcome) return '';
  return outcome.kind === 'silent' ? t('scanner.nothing') : t(`scanner.${outcome.report.verdict}`);
}
