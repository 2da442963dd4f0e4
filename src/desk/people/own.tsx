import { deskLinks } from '#contract/desk/desk-links.ts';
import { makePasskey } from '#desk/api/passkey.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useOwnPasskeys } from '#desk/api/queries.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence, useWords } from '#desk/api/words.tsx';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { send } from '#web/client.ts';

/** My passkeys, and where I am signed in. */
export function Own() {
  const { t, format } = useWords();
  const sentence = useSentence();
  const own = useOwnPasskeys();
  const add = useAction(async () => {
    const passkey = await makePasskey(await sendProved(deskLinks.passkeyOptions, {}));
    await sendProved(deskLinks.addPasskey, { passkey });
  });
  const end = useAction((id: string) => sendProved(deskLinks.endPasskey(id), {}));
  const leave = useAction(async () => {
    await send(deskLinks.signOutAll, {});
    // Loaded anew, so that nothing read before stays in this tab.
    location.assign(deskPlaces.own);
  });
  const error = add.error ?? end.error ?? leave.error;
  const browserName = (name: string) => name || t('common.some-browser');
  return (
    <Page
      title={t('desk.own.title')}
      hint={t('desk.own.hint')}
      actions={
        <button type="button" className="button" aria-disabled={add.busy} onClick={() => add.run()}>
          {t('desk.own.add')}
        </button>
      }
    >
      {error !== null && <Note bad>{sentence(error)}</Note>}
      {own.data ? (
        <>
          <ul className="rows">
            {own.data.passkeys.map(({ id, browser, createdAt, usedAt, here }) => (
              <li key={id} className="line">
                <div>
                  <b>
                    <bdi>{browserName(browser)}</bdi>
                    {here && <span className="chip">{t('desk.own.here')}</span>}
                  </b>
                  <span className="soft">
                    {t('desk.own.used', {
                      made: format.date(createdAt),
                      used: format.dateTime(usedAt),
                    })}
                  </span>
                </div>
                {own.data.passkeys.length > 1 && (
                  <button
                    type="button"
                    className="button quiet small"
                    aria-label={t('desk.own.end-of', {
                      browser: browserName(browser),
                      date: format.date(createdAt),
                    })}
                    onClick={() => end.run(id)}
                  >
                    {t('desk.own.end')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          <section className="panel">
            <h2>{t('desk.own.sessions')}</h2>
            <ul className="list">
              {own.data.sessions.map(({ id, browser, seenAt, here }) => (
                <li key={id}>
                  <bdi>{browserName(browser)}</bdi>, {format.dateTime(seenAt)}
                  {here && <span className="chip">{t('desk.own.here')}</span>}
                </li>
              ))}
            </ul>
            <button type="button" className="button quiet" onClick={() => leave.run()}>
              {t('desk.own.leave')}
            </button>
          </section>
        </>
      ) : (
        <Waiting failure={own.error} onRetry={() => void own.refetch()} />
      )}
    </Page>
  );
}
