import { useOperationsWords } from '#desk/api/operations-words.ts';
import type { UploadFault } from '#domain/pool/upload.ts';

/** More of them are read by nobody: the file has to be mended as a whole. */
const shownAtMost = 100;

/** What is wrong with a file, line by line. @param all how many lines there are in all */
export function Faults({
  faults,
  all,
}: {
  readonly faults: readonly UploadFault[];
  readonly all: number;
}) {
  const { t } = useOperationsWords();
  if (faults.length === 0) return null;
  const shown = faults.slice(0, shownAtMost);
  return (
    <details>
      <summary>{t('desk.pools.faults', { count: all })}</summary>
      <ul className="list">
        {shown.map(({ line, fault, ofLine }) => (
          <li key={line}>
            {t('desk.pools.line', { line: String(line) })} {t(`desk.pools.fault-${fault}`)}
            {ofLine !== null && ` ${t('desk.pools.of-line', { line: String(ofLine) })}`}
          </li>
        ))}
      </ul>
      {all > shown.length && <p className="soft">{t('desk.pools.more-faults')}</p>}
    </details>
  );
}
