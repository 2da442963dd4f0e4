import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** Ends the request. The box to tick keeps a scanner that presses every button from ending it. */
export function NotMe({ token }: { token: string }) {
  const { t } = usePage();
  const client = useQueryClient();
  return (
    <details className="more">
      <summary>{t('link.not-me')}</summary>
      <ActionForm
        action={api.linkNotMe}
        fields={{ token }}
        className="stack"
        onAnswer={(link) => keep.link(client, token, link)}
      >
        {({ busy, fault }) => (
          <>
            {/* The mail leads here, and browsers open what holds an address's target. */}
            <label className="check" id="not-me">
              <input type="checkbox" name="confirm" value="yes" {...fault} />
              {t('link.not-me-confirm')}
            </label>
            <SubmitButton busy={busy} kind="danger">
              {t('link.not-me-send')}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </details>
  );
}
