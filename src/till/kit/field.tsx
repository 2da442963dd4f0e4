import { type ComponentProps, useEffect, useId } from 'react';
import { Sign } from './sign.tsx';

/** What is wrong with the typed text. It is a new object at each try. */
export interface FieldFault {
  readonly text: string;
}

interface FieldProps extends ComponentProps<'input'> {
  readonly label: string;
  /** The label's own id, for another control that it describes. */
  readonly labelId?: string;
  readonly fault?: FieldFault | null | undefined;
  onType(text: string): void;
}

/**
 * A field below its label, with its fault below that: marked, read out, and focused. Browsers suggest nothing in it,
 * because each time it is about somebody else. What is hidden is a PIN, which the till's browser must not keep either:
 * password managers heed no `off`, and offer to save a `new-password`, but keep no one-time code.
 */
export function Field({
  label,
  labelId,
  fault = null,
  onType,
  className = '',
  ...input
}: FieldProps) {
  const id = useId();
  const faultId = `${id}-fault`;
  useEffect(() => {
    if (fault) document.getElementById(id)?.focus();
  }, [fault, id]);
  return (
    <div className="field-part">
      <label id={labelId} className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={`field ${className}`}
        autoComplete={input.type === 'password' ? 'one-time-code' : 'off'}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? faultId : undefined}
        onChange={(event) => onType(event.target.value)}
        {...input}
      />
      {fault && (
        <p id={faultId} className="field-fault" role="alert">
          <Sign shape="no" />
          <span>{fault.text}</span>
        </p>
      )}
    </div>
  );
}
