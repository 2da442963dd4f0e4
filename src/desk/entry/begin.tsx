import { useQuery } from '@tanstack/react-query';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { makePasskey } from '#desk/api/passkey.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { send } from '#web/client.ts';
import { Entry } from './entry-page.tsx';

/** Where a one-time link leads: whom it is for, and the passkey that is made by it. */
export function Begin({ token }: { readonly token: string }) {
  const { t } = useWords();
  const face = useQuery({
    queryKey: ['link', token],
    queryFn: () => send(deskLinks.link, { token }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const begin = useAction(async () => {
    const passkey = await makePasskey(await send(deskLinks.linkOptions, { token }));
    const { begins } = await send(deskLinks.linkEnter, { token, passkey });
    // The link is used up, so its address goes as well.
    location.replace(begins ? deskPlaces.begin : deskPlaces.home);
  });
  if (!face.data) {
    return (
      <Entry title={t('desk.begin.title')}>
        <Waiting failure={face.error} onRetry={() => void face.refetch()} />
        <p>
          <a href={deskPlaces.home}>{t('desk.begin.sign-in')}</a>
        </p>
      </Entry>
    );
  }
  const { name, role, shop, recovers } = face.data;
  return (
    <Entry title={t('desk.begin.hello', { name })}>
      <p>{t('desk.begin.as', { shop, role: t(`desk.role.${role}`) })}</p>
      <p className="soft">{t(`desk.role-hint.${role}`)}</p>
      {recovers && <Note>{t('desk.begin.recovers')}</Note>}
      <p>{t('desk.begin.hint')}</p>
      <Fault error={begin.error} />
      <button
        type="button"
        className="button"
        aria-disabled={begin.busy}
        onClick={() => begin.run()}
      >
        {begin.busy ? t('common.loading') : t('desk.begin.yes')}
      </button>
    </Entry>
  );
}
