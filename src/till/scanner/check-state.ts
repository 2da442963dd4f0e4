import type { ScannerReport } from '#domain/scan/scanner-check.ts';
import type { SheetItem } from '#domain/scan/scanner-sheet.ts';

/** The result of scanning a symbol: a report of what was sent, or silence. */
export type Outcome =
  | { readonly kind: 'scanned'; readonly report: ScannerReport }
  | { readonly kind: 'silent' };

export interface CheckState {
  /** The number that is to be scanned now. */
  readonly asked: number;
  /** The last result of each number that was tried. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** The number that is explained: the last one, or a chosen one. */
  readonly shown: number | null;
}

export type CheckEvent =
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | { readonly type: 'choose'; readonly number: number };

export const firstCheck: CheckState = { asked: 1, outcomes: new Map(), shown: null };

/** When a number is settled, the next one is asked for; after a change of settings the same one is scanned again. */
export function nextCheck(
  sheet: readonly SheetItem[],
  state: CheckState,
  event: CheckEvent,
): CheckState {
  if (event.type === 'choose') {
    const shown = state.outcomes.has(event.number) ? event.number : null;
    return { ...state, asked: event.number, shown };
  }
  const number = numberOf(event.outcome) ?? state.asked;
  const outcomes = new Map(state.outcomes).set(number, event.outcome);
  const settled = event.outcome.kind === 'silent' || event.outcome.report.verdict === 'as-printed';
  const next = sheet.find((item) => item.number > number && !outcomes.has(item.number));
  return { asked: settled && next ? next.number : number, outcomes, shown: number };
}

/** The number that was really scanned, if it was another than the one asked for. */
function numberOf(outcome: Outcome): number | null {
  if (outcome.kind === 'silent') return null;
  for (const finding of outcome.report.findings) {
    if (finding.kind === 'other-item') return finding.number;
  }
  return null;
}
