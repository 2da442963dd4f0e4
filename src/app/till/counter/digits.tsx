import type { FormEvent, RefObject } from 'react';
import { useWords } from '#app/till/words.tsx';
import { isDigits, isPlain, type ScannerProfile } from '#domain/scanner-profile.ts';

interface DigitsProps {
  readonly scanner: ScannerProfile;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly busy: boolean;
  onChange(value: string): void;
  onSubmit(value: string): void;
}

/**
 * The digits under the bars, for typing. Enter looks them up, and nothing does so by itself: the Enter of a
 * person who types on would then press Redeem unread.
 */
export function Digits({ scanner, field, value, busy, onChange, onSubmit }: DigitsProps) {
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() && !busy) onSubmit(value);
  };
  return (
    <form className="digits" onSubmit={submit}>
      <label className="field-label">
        {t(isPlain(scanner) ? 'till.digits' : 'till.code')}
        <input
          ref={field}
          className="field digits-field"
          inputMode={isDigits(scanner) ? 'numeric' : 'text'}
          autoComplete="off"
          enterKeyHint="go"
          dir="ltr"
          maxLength={64}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <button type="submit" className="button digits-check" aria-disabled={busy}>
        {t('till.check')}
      </button>
    </form>
  );
}
