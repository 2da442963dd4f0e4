import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#contract/links.ts';
import type { HandOver } from '#contract/sign-in-face.ts';
import { SubmitButton } from '#shopper/ui/action-form.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
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
  const { t } = usePage();
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
        case 'match-wrong':
          return onAnswer(true);
        // The screen asks again, and so says that it is over, or leads to the sign-in.
        case 'signed-out':
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
      <div id="number-fault">
        <p className="notice" role="alert" hidden={!isIncomplete}>
          {isIncomplete && t('wide.three')}
        </p>
        <Notice failure={isIncomplete ? null : fault} />
      </div>
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
