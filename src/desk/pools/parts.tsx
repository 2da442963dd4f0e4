import type { ReactNode } from 'react';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';

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

/** Why it could not be done. */
export function Fault({ error }: { readonly error: unknown }) {
  const sentence = useSentence();
  return error === null ? null : <Note bad>{sentence(error)}</Note>;
}

/** First the file leaves, then the server reads it. */
export function Progress({
  share,
  busy,
}: {
  readonly share: number | null;
  readonly busy: boolean;
}) {
  const { t, format } = useOperationsWords();
  if (!busy) return null;
  const sent = share ?? 0;
  const said =
    sent < 1
      ? t('desk.pools.sending', { share: format.percent(Math.floor(sent * 100)) })
      : t('desk.pools.reading');
  return (
    <div className="field" role="status">
      {said}
      <progress aria-label={said} {...(sent < 1 && { value: sent })} />
    </div>
  );
}
