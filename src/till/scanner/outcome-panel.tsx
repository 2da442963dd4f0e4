import type { ScannerReport } from '#domain/scan/scanner-check.ts';
import type { SheetItem } from '#domain/scan/scanner-sheet.ts';
import { type Shape, Sign } from '#till/kit/sign.tsx';
import type { Outcome } from './check-state.ts';
import { itemName } from './item-name.ts';
import { sayFinding, visible } from './say-finding.ts';
import type { Say } from './use-scanner-words.ts';

const shapes: Record<ScannerReport['verdict'], Shape> = {
  'as-printed': 'yes',
  understood: 'unsure',
  'not-understood': 'no',
};

interface OutcomePanelProps {
  readonly t: Say;
  readonly item: SheetItem;
  readonly outcome: Outcome;
}

/** The result of one symbol, compared with the sheet, and what to set. */
export function OutcomePanel({ t, item, outcome }: OutcomePanelProps) {
  const { shape, word, advice } = say(t, item, outcome);
  return (
    <section className="outcome" data-shape={shape} aria-live="polite">
      <div className="outcome-head">
        <Sign shape={shape} />
        <div>
          <p>{itemName(t, item)}</p>
          <h2>{word}</h2>
        </div>
      </div>
      <ul className="outcome-advice">
        {advice.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <dl className="outcome-texts">
        <dt>{t('scanner.on-sheet')}</dt>
        <dd dir="ltr">{item.text}</dd>
        {outcome.kind === 'scanned' && <Came t={t} report={outcome.report} />}
      </dl>
    </section>
  );
}

function Came({ t, report }: { t: Say; report: ScannerReport }) {
  const count = [...report.text].length;
  return (
    <>
      <dt>{t('scanner.came')}</dt>
      <dd dir="ltr">{visible(report.text)}</dd>
      <dd className="outcome-time">{t('scanner.time', { count, ms: String(report.totalMs) })}</dd>
      <dd className="outcome-time">{t(`scanner.end.${report.end}`)}</dd>
    </>
  );
}

function say(t: Say, { symbology }: SheetItem, outcome: Outcome) {
  if (outcome.kind === 'silent') {
    const advice = [
      t('scanner.finding.silent', { symbology: t(`scanner.symbology.${symbology}`) }),
    ];
    return { shape: 'no', word: t('scanner.nothing'), advice } as const;
  }
  const { verdict, findings } = outcome.report;
  const advice = findings.map((finding) => sayFinding(t, finding));
  return { shape: shapes[verdict], word: t(`scanner.${verdict}`), advice };
}
