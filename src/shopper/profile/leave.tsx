import { api } from '#contract/links.ts';
import type { QueryData } from '#contract/page.ts';
import { paths } from '#contract/paths.ts';
import { leave } from '#shopper/api/session.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { signOutHere } from './sign-out-here.ts';

/** Leaving: what goes is said before, and the mailbox has just said yes. */
export function Leave({ held }: { readonly held: QueryData['held'] }) {
  const { t } = usePage();
  return (
    <section>
      <h2>{t('leave.title')}</h2>
      <p>{held.about.leave}</p>
      {held.waits ? (
        <p className="hint">{held.waits}</p>
      ) : held.fresh ? (
        <ActionForm
          action={api.erase}
          className="panel stack"
          hasField
          onAnswer={() => void signOutHere().then(() => leave(paths.home))}
        >
          {({ busy, fault, notice }) => (
            <>
              <label className="check">
                <input type="checkbox" name="confirm" value="yes" required {...fault} />
                {held.about.confirm}
              </label>
              {notice}
              <SubmitButton busy={busy} kind="danger">
                {t('leave.send')}
              </SubmitButton>
            </>
          )}
        </ActionForm>
      ) : (
        <SignInAgain why={t('refusal.sign-in-again')} />
      )}
    </section>
  );
}
