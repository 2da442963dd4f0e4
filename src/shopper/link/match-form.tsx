import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import type { SignInLink } from '#contract/sign-in-face.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/**
 * For another browser than the one that asked: a field for the number on that screen, with one try; or the mail's code
 * is typed there.
 */
export function MatchForm({ token, link }: { token: string; link: SignInLink }) {
  const { t } = usePage();
  const client = useQueryClient();
  if (link.matchTried) return <p className="large">{t('refusal.match-wrong')}</p>;
  return (
    <ActionForm
      action={api.linkMatch}
      fields={{ token }}
      className="stack"
      hasField
      onAnswer={(answered) => keep.link(client, token, answered)}
      onRefused={({ key }) =>
        // The one try is used, and a field would promise another.
        key === 'match-wrong' && keep.link(client, token, { ...link, matchTried: true })
      }
    >
      {({ busy, fault, notice }) => (
        <>
          <p>{t('link.elsewhere')}</p>
          <label className="field">
            {t('link.number')}
            <input
              className="short"
              name="number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={3}
              dir="ltr"
              required
              {...fault}
            />
          </label>
          {notice}
          <SubmitButton busy={busy}>{t('link.match')}</SubmitButton>
          <p className="hint">{t('link.or-code')}</p>
        </>
      )}
    </ActionForm>
  );
}
