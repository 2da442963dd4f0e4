import { type FormEvent, type Ref, useId } from 'react';
import { Field, type FieldFault } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';

interface DigitsProps {
  readonly label: string;
  readonly inputMode: 'numeric' | 'text';
  /** Nobody else may read it: the field shows dots. */
  readonly hidden?: boolean;
  readonly field: Ref<HTMLInputElement>;
  readonly value: string;
  readonly busy: boolean;
  readonly fault?: FieldFault | null | undefined;
  onChange(value: string): void;
  onSubmit(value: string): void;
}

/**
 * A field to type a code. Only Enter or the button looks it up: if it did so by itself, the Enter of a person who goes
 * on typing would press the next screen's button unread.
 */
export function Digits(props: DigitsProps) {
  const { label, inputMode, hidden = false, field, value, busy, fault, onChange, onSubmit } = props;
  const { t } = useWords();
  const labelId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value.trim() && !busy) onSubmit(value);
  };
  return (
    <form className="digits" onSubmit={submit}>
      <Field
        label={label}
        labelId={labelId}
        ref={field}
        className="digits-field"
        type={hidden ? 'password' : 'text'}
        inputMode={inputMode}
        enterKeyHint="go"
        dir="ltr"
        maxLength={64}
        value={value}
        fault={fault}
        onType={onChange}
      />
      {/* There may be two such forms, whose buttons say the same. */}
      <button
        type="submit"
        className="button digits-check"
        aria-disabled={busy}
        aria-describedby={labelId}
      >
        {t('till.check')}
      </button>
    </form>
  );
}
