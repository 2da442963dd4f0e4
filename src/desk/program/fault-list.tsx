import { useEffect, useRef } from 'react';
import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import { useFaultText } from '#desk/api/fault-text.ts';
import type { DraftPart } from '#desk/api/places.ts';
import { useProgramWords } from './editing.ts';

/** What is wrong, each with the way to its field. */
export function FaultList({
  faults,
  onOpen,
}: {
  readonly faults: readonly FaultInFile[];
  onOpen(part: DraftPart): void;
}) {
  const { t } = useProgramWords();
  const text = useFaultText();
  const wanted = useRef<string | null>(null);
  // After each drawing: the part with the field may just have opened.
  useEffect(() => {
    if (wanted.current === null) return;
    const field = fieldOf(wanted.current);
    if (!field) return;
    wanted.current = null;
    field.focus();
  });
  if (faults.length === 0) return null;
  return (
    <section className="note note-bad faults">
      <b>{t('desk.program.faults', { count: faults.length })}</b>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.line} ${fault.path} ${fault.reason}`}>
            <button
              type="button"
              onClick={() => {
                wanted.current = fault.path;
                onOpen(partOf(fault.path));
              }}
            >
              <span>{t('desk.program.line', { line: `${fault.line}` })}</span>{' '}
              {fault.path !== '' && (
                <>
                  <code dir="ltr">{fault.path}</code>:{' '}
                </>
              )}
              <span>{text(fault)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The field of a place: its own, or that of the list that it is in. */
const fieldOf = (place: string): HTMLElement | undefined =>
  document.getElementsByName(place)[0] ??
  // Where it is in none, nothing has the name that is left.
  document.getElementsByName(place.slice(0, place.lastIndexOf('[')))[0];

const parts: readonly (readonly [RegExp, DraftPart])[] = [
  [/^rewards\b/, 'rewards'],
  [/^(earning|facts)\b/, 'earning'],
  [/^segments\b/, 'segments'],
  [/^tiers\b/, 'tiers'],
  [/^stores$|^stores\[\d+\](\.(id|name|way|mint|tills|posters)\b|$)/, 'stores'],
  [/^(name|brand\.(mark|color|logo|cover))$/, 'brand'],
  [
    /^(currency|time-zone|points-|welcome-points|voucher-|live-|expiry\.(ends|notice)|claims|pending)/,
    'points',
  ],
];

/** Where a fault is put right: in its form, or in the file where no form shows it. */
const partOf = (path: string): DraftPart =>
  parts.find(([pattern]) => pattern.test(path))?.[1] ?? 'yaml';
