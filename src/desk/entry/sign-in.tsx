import { deskLinks } from '#contract/desk/desk-links.ts';
import { showPasskey } from '#desk/api/passkey.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { send } from '#web/client.ts';
import { Entry } from './entry-page.tsx';

/** Signing in: one button, since the passkey says who it is. */
export function SignIn() {
  const { t } = useWords();
  const signIn = useAction(async () => {
    const passkey = await showPasskey(await send(deskLinks.signInOptions, {}));
    await send(deskLinks.signIn, { passkey });
  });
  return (
    <Entry title={t('desk.sign-in.title')}>
      <p>{t('desk.sign-in.hint')}</p>
      <Fault error={signIn.error} />
      <button
        type="button"
        className="button"
        aria-disabled={signIn.busy}
        onClick={() => signIn.run()}
      >
        {signIn.busy ? t('common.loading') : t('desk.sign-in.yes')}
      </button>
      <p className="soft">{t('desk.sign-in.lost')}</p>
    </Entry>
  );
}
