import { useRef } from 'react';
import type { FaultInFile } from '#contract/desk/desk-faults.ts';
import { useProgramWords } from './editing.ts';

/** The whole file, with its faults at their lines. */
export function YamlTab({
  text,
  faults,
  readOnly,
  onChange,
}: {
  readonly text: string;
  readonly faults: readonly FaultInFile[];
  readonly readOnly: boolean;
  onChange(text: string): void;
}) {
  const { t } = useProgramWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const select = ({ line }: FaultInFile) => {
    const before = text.split('\n').slice(0, line - 1);
    const start = before.reduce((sum, one) => sum + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (text.split('\n')[line - 1]?.length ?? 0));
  };
  return (
    <section className="stack">
      <p id="yaml-hint" className="soft">
        {t('desk.program.yaml-hint')}
      </p>
      {faults.map((fault) => (
        <button
          key={`${fault.line} ${fault.path} ${fault.reason}`}
          type="button"
          className="button quiet small"
          onClick={() => select(fault)}
        >
          {t('desk.program.line', { line: `${fault.line}` })}
        </button>
      ))}
      <textarea
        ref={area}
        className="input yaml"
        aria-label={t('desk.program.part.yaml')}
        aria-describedby="yaml-hint"
        aria-invalid={faults.length > 0 || undefined}
        dir="ltr"
        spellCheck={false}
        autoCapitalize="off"
        rows={30}
        readOnly={readOnly}
        value={text}
        onChange={({ target }) => onChange(target.value)}
      />
    </section>
  );
}
