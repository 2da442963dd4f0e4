import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import type { Sends } from '#contract/endpoint.ts';
import type { Refusal } from '#domain/refusal.ts';
import { leave } from '#shopper/api/session.ts';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { endFormAnswer, useFormAnswer, useRefusedForm } from '#shopper/ui/form-answer.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { fieldsOf, send } from '#web/client.ts';
import { type Failure, failureOf, isSignedOut } from '#web/failure.ts';

/** What the fields of a form can hold. */
type Fields = Readonly<Record<string, string>>;

type Props<I extends Fields, T> = {
  /** The address: a form is sent to it without scripts, and JSON with them. */
  action: Sends<I, T>;
  /** Hidden fields. */
  fields?: Partial<I>;
  /** What this browser does before sending. */
  beforeSending?: () => Promise<unknown>;
  onAnswer: (answer: T, form: HTMLFormElement) => unknown;
  /** Called when no answer came, or none that says what became of the request. True: that is as good as an answer. */
  onSilence?: (kind: Exclude<Failure['kind'], 'refused'>) => boolean;
  onRefused?: (refusal: Refusal) => unknown;
  className?: string;
  /** True: the children put the notice at the field that a refusal is about. */
  hasField?: boolean;
  children: (state: FormState) => ReactNode;
};

interface FormState {
  readonly busy: boolean;
  /** For the field that a refusal is about, which has `notice` under it. */
  readonly fault: FieldFault;
  readonly notice: ReactNode;
}

export type FieldFault = {
  'aria-invalid'?: true;
  'aria-describedby': string;
  autoFocus?: true;
};

/** Why this form was refused, if it was sent before the scripts were here: the page around it is the answer. */
export function useRefused(action: string): Failure | null {
  const { refusal } = useFormAnswer();
  return useRefusedForm(action) && refusal ? { kind: 'refused', refusal } : null;
}

/** A form. Without scripts the server answers with a page; with them, with the data in place. */
export function ActionForm<I extends Fields, T>({
  action,
  fields,
  beforeSending,
  onAnswer,
  onRefused,
  onSilence,
  className,
  hasField = false,
  children,
}: Props<I, T>) {
  const noticeId = useId();
  const [busy, setBusy] = useState(false);
  const refused = useRefused(action);
  // Forms without a field may share an action, and only the page's own notice says it once.
  const before = hasField ? refused : null;
  const [failure, setFailure] = useState(before);
  // A ref, because state changes only at the next drawing, and a double tap is faster.
  const sending = useRef(false);

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    if (sending.current) return;
    sending.current = true;
    // Before anything is drawn anew, so that what stood there when it was pressed is sent.
    const sent = fieldsOf(form);
    setBusy(true);
    setFailure(null);
    endFormAnswer();
    try {
      await beforeSending?.();
      await onAnswer(await send(action, sent), form);
    } catch (error) {
      const found = failureOf(error);
      if (found.kind !== 'refused' && onSilence?.(found.kind)) return;
      // The sign-in page says so, and is the way back.
      if (isSignedOut(error)) return void leave();
      setFailure(found);
      if (found.kind === 'refused') {
        pointAtField(form);
        onRefused?.(found.refusal);
      }
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  const notice = <Notice failure={failure} id={noticeId} />;
  const fault: FieldFault = {
    'aria-describedby': noticeId,
    // If the network failed, what was typed is right.
    ...(failure?.kind === 'refused' && { 'aria-invalid': true }),
    ...(before && { autoFocus: true }),
  };
  return (
    <form
      method="post"
      action={action}
      className={className}
      onSubmit={submit}
      noValidate
      // Hides the page's own notice, which says the same far from the field.
      data-refused={before ? '' : undefined}
    >
      {Object.entries<string | undefined>(fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {!hasField && notice}
      {children({ busy, fault, notice })}
    </form>
  );
}

/** Puts the cursor where the refused value must be typed again: selected, or, for a code, emptied. */
function pointAtField(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('input:not([type="hidden"])');
  if (field?.inputMode) field.value = '';
  field?.focus();
  field?.select();
}

type ButtonProps = {
  busy: boolean;
  children: ReactNode;
  kind?: 'main' | 'quiet' | 'danger' | 'plain';
  value?: string;
};

/** Says in words that it is busy, and is not disabled, because a disabled button loses the focus. */
export function SubmitButton({ busy, children, kind = 'main' }: ButtonProps) {
  const { t } = usePage();
  return (
    <button type="submit" className={`button ${kind}`} aria-disabled={busy || undefined}>
      {busy ? t('common.loading') : children}
    </button>
  );
}
