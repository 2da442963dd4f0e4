import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#contract/links.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton, useRefused } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** Ends the request. The box must be ticked, so that a scanner that presses every button does not end it. */
export function NotMe({ token }: { token: string }) {
  const { t } = usePage();
  const client = useQueryClient();
  // It stays open when another answer comes.
  const [open] = useState(useRefused(api.linkNotMe) !== null);
  return (
    <details className="more" open={open}>
      <summary>{t('link.not-me')}</summary>
      <ActionForm
        action={api.linkNotMe}
        fields={{ token }}
        className="stack"
        hasField
        onAnswer={(link) => keep.link(client, token, link)}
      >
        {({ busy, fault, notice }) => (
          <>
            {/* The mail's link has this as its target, and browsers open what contains it. */}
            <label className="check" id="not-me">
              <input type="checkbox" name="confirm" value="yes" {...fault} />
              {t('link.not-me-confirm')}
            </label>
            {notice}
            <SubmitButton busy={busy} kind="danger">
              {t('link.not-me-send')}
            </SubmitButton>
          </>
        )}
      </ActionForm>
    </details>
  );
}
