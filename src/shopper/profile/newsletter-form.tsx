import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import type { NewsletterChoice } from '#contract/profile.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** Asks for consent to the newsletter by itself, and takes it back with one press where it was given. */
export function Newsletter({ choice: { state, wording } }: { choice: NewsletterChoice }) {
  const { t } = usePage();
  return (
    <section className="panel stack">
      <h2 id="newsletter">{t('newsletter.title')}</h2>
      {state === 'given' ? (
        <>
          <p role="status">{t('newsletter.given')}</p>
          <Choose wanted="no" label={t('newsletter.end')} />
        </>
      ) : (
        <>
          <p>{wording}</p>
          {state === 'none' ? (
            <Choose wanted="yes" label={t('newsletter.want')} />
          ) : (
            <>
              <Code />
              <Choose wanted="yes" label={t('newsletter.again')} />
              <Choose wanted="no" label={t('newsletter.no')} />
            </>
          )}
        </>
      )}
    </section>
  );
}

function Choose({ wanted, label }: { wanted: 'yes' | 'no'; label: string }) {
  const client = useQueryClient();
  return (
    <ActionForm
      action={api.newsletter}
      fields={{ wanted }}
      className="stack"
      onAnswer={(next) => keep.profile(client, next)}
    >
      {({ busy }) => (
        <SubmitButton busy={busy} kind="quiet">
          {label}
        </SubmitButton>
      )}
    </ActionForm>
  );
}

function Code() {
  const { t } = usePage();
  const client = useQueryClient();
  return (
    <ActionForm
      action={api.newsletterCode}
      className="stack"
      hasField
      onAnswer={(next) => keep.profile(client, next)}
    >
      {({ busy, fault, notice }) => (
        <>
          <p role="status">{t('newsletter.asked')}</p>
          <label className="field">
            {t('newsletter.code')}
            <input
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              {...fault}
            />
          </label>
          {notice}
          <SubmitButton busy={busy}>{t('newsletter.confirm')}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
