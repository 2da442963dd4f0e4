import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { HandOver } from '#contract/sign-in-face.ts';
import { leave } from '#shopper/api/session.ts';
import { SubmitButton } from '#shopper/ui/action-form.tsx';
import { failureText } from '#shopper/ui/failure-text.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';

const refusedWith = (failure: Failure | null) =>
  failure?.kind === 'refused' ? failure.refusal.key : null;

interface NumberFormProps {
  readonly handOver: HandOver;
  /** Its end, or that the device may enter. */
  readonly onAnswer: (isWrong: boolean) => void;
}

/** Asks for the number that the other device shows: the one try lets it in, or ends the hand-over. */
export function NumberForm({ handOver, onAnswer }: NumberFormProps) {
  const page = usePage();
  const { t } = page;
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Failure | null>(null);
  const isIncomplete = refusedWith(fault) === 'match-incomplete';
  useEffect(() => field.current?.focus(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await send(api.handOverMatch(handOver.id), { number: field.current?.value ?? '' });
      onAnswer(false);
    } catch (error) {
      const failure = failureOf(error);
      switch (refusedWith(failure)) {
        case 'signed-out':
          return void leave(paths.signIn);
        case 'match-wrong':
          return onAnswer(true);
        case 'sign-in-ended':
          return onAnswer(false);
        default:
          setFault(failure);
          field.current?.select();
      }
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="large">
        {t('wide.asks', { browser: handOver.browser ?? t('common.some-browser') })}
      </p>
      <p>{t('wide.type')}</p>
      <p className="notice" role="alert" id="number-fault" hidden={!fault}>
        {fault && (isIncomplete ? t('wide.three') : failureText(page, fault))}
      </p>
      <label className="field">
        {t('wide.number')}
        <input
          ref={field}
          className="short"
          name="number"
          inputMode="numeric"
          autoComplete="off"
          maxLength={3}
          dir="ltr"
          aria-describedby="number-fault"
          aria-invalid={isIncomplete || undefined}
        />
      </label>
      <SubmitButton busy={busy}>{t('wide.let-in')}</SubmitButton>
    </form>
  );
}
