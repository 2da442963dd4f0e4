import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import { keep, useVisit } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { useRefusedForm } from '#shopper/ui/form-answer.ts';
import { usePage } from '#shopper/ui/page-context.tsx';

/** One field, one button, and one sentence about the mail. */
export function EmailForm({
  placement,
  address = '',
  label,
}: {
  placement: string | undefined;
  /** What was typed before. */
  address?: string;
  /** What the field is called where it is the whole question. */
  label?: string;
}) {
  const { t } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const invitation = useVisit()?.invitation?.code;
  const refused = useRefusedForm(api.signIns);
  // State, because what was refused is over once a form is sent, and React would empty the field that nobody has touched since.
  const [typed] = useState(refused?.email);
  return (
    <ActionForm
      action={api.signIns}
      className="stack"
      hasField
      fields={{ ...(placement && { placement }), ...(invitation && { invitation }) }}
      onAnswer={(waiting, form) => {
        keep.waiting(client, waiting);
        if (form.isConnected) navigate(paths.waiting(waiting.id));
      }}
    >
      {({ busy, fault, notice }) => (
        <>
          <label className="field">
            {label ?? t('sign-in.email')}
            <input
              type="email"
              name="email"
              autoComplete="email"
              autoCapitalize="off"
              spellCheck={false}
              dir="ltr"
              placeholder="name@example.com"
              defaultValue={typed ?? address}
              enterKeyHint="send"
              required
              {...fault}
            />
          </label>
          {notice}
          <SubmitButton busy={busy}>{t('sign-in.send')}</SubmitButton>
          <p className="hint">{t('sign-in.hint')}</p>
          <PrivacyLine />
        </>
      )}
    </ActionForm>
  );
}

/** Leads to what the shop keeps of members, beside each way in. The page is the server's, so it is a link of its own. */
export function PrivacyLine() {
  const said = useVisit()?.privacy;
  return (
    said && (
      <p className="hint">
        <a href={said.path}>{said.text}</a>
      </p>
    )
  );
}
