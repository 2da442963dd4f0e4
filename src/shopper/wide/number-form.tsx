import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#contract/links.ts';
import type { HandOver } from '#contract/sign-in-face.ts';
import { SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';

interface NumberFormProps {
  readonly handOver: HandOver;
  readonly onAnswer: (right: boolean) => void;
}

/** Asks for the number that the other device shows: the one try lets it in, or ends the hand-over. */
export function NumberForm({ handOver, onAnswer }: NumberFormProps) {
  const { t } = usePage();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<'wide.three' | 'offline.action' | null>(null);
  useEffect(() => field.current?.focus(), []);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFault(null);
    try {
      await send(api.handOverMatch(handOver.id), { number: field.current?.value ?? '' });
      onAnswer(true);
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused') setFault('offline.action');
      else if (failure.refusal.key === 'match-incomplete') setFault('wide.three');
      else onAnswer(false);
      field.current?.select();
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
        {fault && t(fault)}
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
          aria-invalid={fault === 'wide.three' || undefined}
        />
      </label>
      <SubmitButton busy={busy}>{t('wide.let-in')}</SubmitButton>
    </form>
  );
}
