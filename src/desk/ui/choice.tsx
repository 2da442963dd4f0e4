import type { ReactNode } from 'react';

/** One of several. */
export function Choice({
  label,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  readonly children: ReactNode;
}) {
  return (
    <label className="field">
      <b>{label}</b>
      <select className="input" value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </label>
  );
}

/** The options of a choice. @param none what it says while nothing is chosen */
export const Named = ({
  none,
  of,
}: {
  readonly none: string;
  readonly of: readonly { readonly id: string; readonly name: string }[];
}) => (
  <>
    <option value="">{none}</option>
    {of.map(({ id, name }) => (
      <option key={id} value={id}>
        {name}
      </option>
    ))}
  </>
);
