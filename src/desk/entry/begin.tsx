import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Static } from 'typebox';
import { AskFirstPasskey } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { makePasskey } from '#desk/api/passkey.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
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
  const [typed, setTyped] = useState<string | null>(null);
  const begin = useAction(async (wish: Static<typeof AskFirstPasskey>) => {
    const passkey = await makePasskey(await send(deskLinks.linkOptions, wish));
    const { begins } = await send(deskLinks.linkEnter, { ...wish, passkey });
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
  const { name, role, shop, recovers, saysName } = face.data;
  return (
    <Entry title={t('desk.begin.hello', { name: typed?.trim() || name })}>
      <p>{t('desk.begin.as', { shop, role: t(`desk.role.${role}`) })}</p>
      <p className="soft">{t(`desk.role-hint.${role}`)}</p>
      {recovers && <Note>{t('desk.begin.recovers')}</Note>}
      <Form
        schema={AskFirstPasskey}
        fields={() => (typed === null ? { token } : { token, name: typed })}
        action={begin}
        submit={t('desk.begin.yes')}
      >
        {saysName && (
          <Field label={t('desk.begin.name')} name="name" hint={t('desk.begin.name-hint')}>
            {(ties) => (
              <input
                className="input"
                autoComplete="name"
                dir="auto"
                value={typed ?? name}
                onChange={({ target }) => setTyped(target.value)}
                {...ties}
              />
            )}
          </Field>
        )}
        <p>{t('desk.begin.hint')}</p>
      </Form>
    </Entry>
  );
}
