import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { SignOutAsked } from '#contract/profile.ts';
import { keyOf } from '#shopper/api/query-keys.ts';
import { leave } from '#shopper/api/session.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useSureDialog } from '#shopper/ui/use-sure-dialog.ts';
import { signOutHere } from './sign-out-here.ts';

/**
 * Asks once before the phone forgets the member: a barcode that is open at the till would be gone with it. Without
 * scripts the same question opens below the button.
 */
export function SignOut({ asked }: { readonly asked: SignOutAsked | undefined }) {
  const { t } = usePage();
  const { scripts, dialog, details, ask } = useSureDialog();
  if (!scripts)
    return (
      <details className="sign-out" ref={details}>
        <summary>{t('common.sign-out')}</summary>
        <SignOutForm asked={asked} />
      </details>
    );
  return (
    <div className="sign-out">
      <button type="button" className="button plain" onClick={ask}>
        {t('common.sign-out')}
      </button>
      <dialog ref={dialog} aria-labelledby="sign-out-sure">
        <SignOutForm asked={asked} onStay={() => dialog.current?.close()} />
      </dialog>
    </div>
  );
}

interface SignOutFormProps {
  readonly asked: SignOutAsked | undefined;
  readonly onStay?: () => void;
}

/** What stays, what goes, and what becomes of a barcode that is open. */
function SignOutForm({ asked, onStay }: SignOutFormProps) {
  const { t } = usePage();
  const wallet = useQueryClient().getQueryData(keyOf('wallet'));
  const owed = useRef(false);
  return (
    <ActionForm
      action={api.signOut}
      className="stack"
      beforeSending={async () => {
        owed.current = await signOutHere();
      }}
      onAnswer={() => leave(paths.home)}
      onSilence={() => {
        if (owed.current) void leave(paths.home);
        return owed.current;
      }}
    >
      {({ busy }) => (
        <>
          <h2 id="sign-out-sure">{asked?.sure}</h2>
          {asked?.says.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {/* A page whose wallet is not here says it too: it may be so. */}
          {wallet?.vouchers.length !== 0 && <p>{asked?.open}</p>}
          <SubmitButton busy={busy} kind="danger">
            {asked?.yes ?? t('common.sign-out')}
          </SubmitButton>
          {onStay && (
            <button type="button" className="button quiet" onClick={onStay}>
              {asked?.no ?? t('common.back')}
            </button>
          )}
        </>
      )}
    </ActionForm>
  );
}
