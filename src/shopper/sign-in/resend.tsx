import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { SignInWaiting } from '#contract/member.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { keep, useVisit } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** No mail came: another one, or another address. An older mail still works. */
export function Resend({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const placement = useVisit()?.store?.placement;
  return (
    <div className="row">
      <ActionForm<SignInWaiting>
        action={memberApi.signIns}
        fields={{ email: waiting.address, ...(placement && { placement }) }}
        onAnswer={(next) => {
          keep.waiting(client, next);
          navigate(paths.waiting(next.id), { replace: true });
        }}
      >
        {({ busy }) => (
          <SubmitButton busy={busy} kind="plain">
            {t('waiting.resend')}
          </SubmitButton>
        )}
      </ActionForm>
      <Link className="button plain" to={paths.signIn}>
        {t('waiting.other')}
      </Link>
    </div>
  );
}
