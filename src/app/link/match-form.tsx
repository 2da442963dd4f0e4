import { useQueryClient } from '@tanstack/react-query';
import { keep } from '#app/api/queries.ts';
import { ActionForm, SubmitButton } from '#app/ui/action-form.tsx';
import { usePage } from '#app/ui/page-context.tsx';
import type { SignInLink } from '#contract/member.ts';
import { memberApi } from '#contract/paths.ts';

/** In another browser than the one that asked: the number that one shows, one try; or the mail's code there. */
export function MatchForm({ token, tried }: { token: string; tried: boolean }) {
  const { t } = usePage();
  const client = useQueryClient();
  if (tried) return <p className="large">{t('refusal.match-wrong')}</p>;
  return (
    <ActionForm<SignInLink>
      action={memberApi.linkMatch}
      fields={{ token }}
      className="stack"
      onAnswer={(link) => keep.link(client, token, link)}
    >
      {({ busy, fault }) => (
        <>
          <p>{t('link.elsewhere')}</p>
          <label className="field">
            {t('link.number')}
            <input
              className="short"
              name="number"
              inputMode="numeric"
              autoComplete="off"
              maxLength={2}
              dir="ltr"
              required
              {...fault}
            />
          </label>
          <SubmitButton busy={busy}>{t('link.match')}</SubmitButton>
          <p className="hint">{t('link.or-code')}</p>
        </>
      )}
    </ActionForm>
  );
}
