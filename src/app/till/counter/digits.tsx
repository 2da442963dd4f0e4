import { type FormEvent, useEffect, useRef } from 'react';
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

  // Digits typed with nothing in focus are meant for here: a slow scanner's, or a number pad's.
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const elsewhere = document.activeElement instanceof HTMLInputElement;
      if (/^\d$/.test(event.key) && !elsewhere && !event.ctrlKey) field.current?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

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
