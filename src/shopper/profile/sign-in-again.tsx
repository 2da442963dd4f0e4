import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';

/** What a phone that somebody else holds must not do alone asks the mailbox first, and says why. */
export function SignInAgain({ why }: { readonly why: string }) {
  const { t } = usePage();
  return (
    <ActionForm
      action={api.again}
      className="panel stack"
      onAnswer={({ id }) => location.assign(paths.waiting(id))}
    >
      {({ busy }) => (
        <>
          <p>{why}</p>
          <SubmitButton busy={busy}>{t('held.send')}</SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
