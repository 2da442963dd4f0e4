import type { FormEvent, Ref } from 'react';
import { Field } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';

interface DigitsProps {
  readonly label: string;
  readonly inputMode: 'numeric' | 'text';
  readonly field: Ref<HTMLInputElement>;
  readonly value: string;
  readonly busy: boolean;
  onChange(value: string): void;
  onSubmit(value: string): void;
}

/**
 * A code for typing. Enter or the button looks it up, and nothing does so by itself: the Enter of a person who
 * types on would then press the next screen's button unread.
 */
export function Digits({ label, inputMode, field, value, busy, onChange, onSubmit }: DigitsProps) {
  const { t } = useWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() && !busy) onSubmit(value);
  };
  return (
    <form className="digits" onSubmit={submit}>
      <Field
        label={label}
        ref={field}
        className="digits-field"
        inputMode={inputMode}
        enterKeyHint="go"
        dir="ltr"
        maxLength={64}
        value={value}
        onType={onChange}
      />
      <button type="submit" className="button digits-check" aria-disabled={busy}>
        {t('till.check')}
      </button>
    </form>
  );
}
