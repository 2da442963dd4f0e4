import type { ReactNode } from 'react';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { WayOut } from '#till/kit/way-out.tsx';
import { useWords } from '#till/kit/words.tsx';
import type { Failure } from '#web/failure.ts';

interface DeskFormProps {
  readonly title: string;
  readonly busy: boolean;
  /** What went wrong, unless a field says it. */
  readonly failure: Failure | null;
  readonly submit: string;
  readonly children: ReactNode;
  /** True: it only asks, so it can be left while the answer is awaited. What is done must not look cancelled. */
  readonly onlyAsks?: boolean;
  /** What else can be done, besides sending and leaving. */
  readonly also?: ReactNode;
  onSubmit(): void;
  onLeave(): void;
}

/** A short form about a member: its fields, what went wrong, one large button and the way back. */
export function DeskForm(props: DeskFormProps) {
  const { t } = useWords();
  const { title, busy, failure, submit, children, onlyAsks, also, onSubmit, onLeave } = props;
  return (
    <form
      className="undo desk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      <h1 className="sign-in-title">{title}</h1>
      {children}
      <div className="actions undo-actions">
        <FailureNote failure={failure} />
        {also}
        <button type="submit" className="button button-main" aria-disabled={busy}>
          {submit}
        </button>
        <WayOut busy={busy && !onlyAsks} className="button-quiet" onPress={onLeave}>
          {t('common.back')}
        </WayOut>
      </div>
    </form>
  );
}

/** The first field of a form takes the focus, so that typing can begin at once. */
export const toFocus = (field: HTMLElement | null): void => field?.focus();
