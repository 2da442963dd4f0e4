import type { Finding } from '#domain/scan/scanner-check.ts';
import type { Say } from './use-scanner-words.ts';

/** What is wrong, and what to set. */
export function sayFinding(t: Say, finding: Finding): string {
  switch (finding.kind) {
    case 'slow':
      return t('scanner.finding.slow', { ms: String(finding.gapMs) });
    case 'other-item':
      return t('scanner.finding.other-item', { number: String(finding.number) });
    case 'keyboard':
      return t('scanner.finding.keyboard', { row: t(`scanner.row.${finding.row}`) });
    case 'identifier':
    case 'separator':
    case 'in-front':
    case 'behind':
    case 'part-missing':
      return t(`scanner.finding.${finding.kind}`, { text: visible(finding.text) });
    default:
      return t(`scanner.finding.${finding.kind}`);
  }
}

/** Invisible characters, shown by Unicode's pictures of them. */
export const visible = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => String.fromCodePoint(0x2400 + (sign.codePointAt(0) ?? 0)));
