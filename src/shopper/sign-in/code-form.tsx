import { useQueryClient } from '@tanstack/react-query';
import type { InputEvent } from 'react';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { keep } from '#shopper/api/queries.ts';
import { enter } from '#shopper/api/session.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

const length = 6;

/** Six boxes that are one field, so that pasting and the keyboard's suggestion of the code work. */
export function CodeForm({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  const client = useQueryClient();
  return (
    <ActionForm
      action={api.code(waiting.id)}
      className="stack"
      hasField
      onAnswer={() => enter(waiting.opens ?? paths.wallet)}
      // After these refusals only a new mail helps.
      onRefused={({ key }) =>
        key === 'sign-in-ended' && keep.waiting(client, { ...waiting, state: 'ended' })
      }
    >
      {({ busy, fault, notice }) => (
        <>
          <label className="field">
            {t('waiting.code')}
            <span className="code" dir="ltr">
              {Array.from({ length }, (_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a box is nothing but its place.
                <span key={place} />
              ))}
              <input
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={20}
                required
                // biome-ignore lint/a11y/noAutofocus: the page has this one purpose, and its sentence is read as the label's description.
                autoFocus
                onInput={tidy}
                {...fault}
              />
            </span>
          </label>
          {notice}
          <SubmitButton busy={busy}>{t('waiting.enter')}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}

/** Keeps the digits of what was typed or pasted, of any script, and sends when all six are there. */
function tidy({ currentTarget: field }: InputEvent<HTMLInputElement>): void {
  const digits = [...field.value.normalize('NFKC')].map(latin).join('').slice(0, length);
  field.value = digits;
  if (digits.length === length) field.form?.requestSubmit();
}

// An Arabic keyboard types ٠ (U+0660) or ۰ (U+06F0) for 0.
function latin(letter: string): string {
  if (/\d/.test(letter)) return letter;
  return /[\u0660-\u0669\u06f0-\u06f9]/.test(letter) ? String(letter.charCodeAt(0) & 15) : '';
}
