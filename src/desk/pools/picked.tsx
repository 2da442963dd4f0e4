import { useId } from 'react';

/** A file that is chosen, with its fault at the field. */
export function Picked({
  label,
  hint,
  fault,
  onPick,
}: {
  readonly label: string;
  readonly hint: string;
  readonly fault: string | null;
  onPick(file: File | null): void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="input"
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-invalid={fault === null ? undefined : true}
        aria-describedby={fault === null ? `${id}-hint` : `${id}-hint ${id}-fault`}
        onChange={({ target }) => onPick(target.files?.[0] ?? null)}
      />
      <p id={`${id}-hint`} className="soft">
        {hint}
      </p>
      {fault !== null && (
        <p id={`${id}-fault`} className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
