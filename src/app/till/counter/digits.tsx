import { type FormEvent, type RefObject, useEffect, useRef } from 'react';
import { isField, typeInto } from '#app/till/scan/type-into.ts';
import { fastGapMs, pauseMs } from '#app/till/scan/wedge.ts';
import { useWords } from '#app/till/words.tsx';
import { readVoucherCode } from '#domain/voucher-code.ts';

interface DigitsProps {
  readonly value: string;
  readonly busy: boolean;
  onChange(value: string): void;
  onSubmit(value: string): void;
}

/** The digits under the bars, for typing. A whole right code is looked at without pressing anything. */
export function Digits({ value, busy, onChange, onSubmit }: DigitsProps) {
  const { t } = useWords();
  const field = useRef<HTMLInputElement>(null);

  useStrayDigits(field);
  const change = (next: string) => {
    onChange(next);
    // A pasted or typed code that can only be right; a scanner without Enter comes this way too.
    if (typeof readVoucherCode(next) === 'string') onSubmit(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() && !busy) onSubmit(value);
  };
  return (
    <form className="digits" onSubmit={submit}>
      <label className="field-label">
        {t('till.digits')}
        <input
          ref={field}
          className="field digits-field"
          inputMode="numeric"
          autoComplete="off"
          enterKeyHint="go"
          dir="ltr"
          maxLength={64}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      </label>
      <button type="submit" className="button digits-check" aria-disabled={busy}>
        {t('till.check')}
      </button>
    </form>
  );
}

/**
 * Digits typed with no field in focus are meant for this one: a number pad's, or a scanner's that is too
 * slow to be known as one. The first waits a moment, so that a scan at full speed moves no focus.
 */
function useStrayDigits(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    let held = '';
    let heldAt = 0;
    let timer = 0;
    const flush = () => {
      field.current?.focus();
      typeInto(field.current, held);
      held = '';
    };
    const onKey = (event: KeyboardEvent) => {
      clearTimeout(timer);
      const isScan = held !== '' && event.timeStamp - heldAt <= fastGapMs;
      const isStray = /^\d$/.test(event.key) && !isField(event.target) && !event.ctrlKey;
      if (isScan || !isStray) {
        held = '';
      } else if (held) {
        flush(); // And this key goes where the focus is now.
      } else {
        held = event.key;
        heldAt = event.timeStamp;
        timer = window.setTimeout(flush, pauseMs);
      }
    };
    addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey);
    };
  }, [field]);
}
