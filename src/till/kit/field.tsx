import type { ComponentProps } from 'react';

interface FieldProps extends ComponentProps<'input'> {
  readonly label: string;
  onType(text: string): void;
}

/** A field below its label. Browsers suggest nothing in it: each time it is about somebody else. */
export function Field({ label, onType, className = '', ...input }: FieldProps) {
  return (
    <label className="field-label">
      {label}
      <input
        className={`field ${className}`}
        autoComplete="off"
        onChange={(event) => onType(event.target.value)}
        {...input}
      />
    </label>
  );
}
