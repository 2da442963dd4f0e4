import type { ReactNode } from 'react';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { Fault } from '#till/kit/fault.tsx';
import { useWords } from '#till/kit/words.tsx';
import type { Sending } from './use-sending.ts';

interface DeskFormProps {
  readonly title: string;
  readonly sending: Sending;
  /** What is missing before anything is sent. */
  readonly fault?: string | null;
  readonly submit: string;
  readonly children: ReactNode;
  /** What else can be done, beside sending it and leaving. */
  readonly also?: ReactNode;
  onSubmit(): void;
  onLeave(): void;
}

/** A short form of the desk: its fields, what went wrong, one large button and the way back. */
export function DeskForm(props: DeskFormProps) {
  const { t } = useWords();
  const { title, sending, fault, submit, children, also, onSubmit, onLeave } = props;
  return (
    <form
      className="undo"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending.busy) onSubmit();
      }}
    >
      <h1 className="sign-in-title">{title}</h1>
      {children}
      <div className="actions undo-actions">
        {fault ? <Fault text={fault} /> : <FailureNote failure={sending.failure} />}
        {also}
        <button type="submit" className="button button-main" aria-disabled={sending.busy}>
          {submit}
        </button>
        <button type="button" className="button button-quiet" onClick={onLeave}>
          {t('common.back')}
        </button>
      </div>
    </form>
  );
}

/** The first field of a form takes the focus, so that fingers can begin at once. */
export const toFocus = (field: HTMLElement | null): void => field?.focus();
