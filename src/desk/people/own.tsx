import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { makePasskey } from '#desk/api/passkey.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useOwnPasskeys } from '#desk/api/queries.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { AskTwice, type Ending } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { commaOf } from '#i18n/language.ts';
import { send } from '#web/client.ts';

/** My passkeys, and where I am signed in. */
export function Own() {
  const { t, format, language } = useWords();
  const own = useOwnPasskeys();
  const add = useAction(async () => {
    const passkey = await makePasskey(await sendProved(deskLinks.passkeyOptions, {}));
    await sendProved(deskLinks.addPasskey, { passkey });
  });
  const browserName = (name: string) => name || t('common.some-browser');
  const endOf = (browser: string, madeAt: number) =>
    t('desk.own.end-of', { browser: browserName(browser), date: format.date(madeAt) });
  const [asked, setAsked] = useState<Ending | null>(null);
  const askToEnd = (id: string, title: string) =>
    setAsked({
      title,
      means: t('desk.own.end-means'),
      yes: t('desk.own.end'),
      end: () => sendProved(deskLinks.endPasskey(id), {}),
    });
  const askToLeave = () =>
    setAsked({
      title: t('desk.own.leave-of'),
      means: t('desk.own.leave-means'),
      yes: t('desk.own.leave'),
      end: async () => {
        await send(deskLinks.signOutAll, {});
        // Loaded anew, so that nothing read before stays in this tab.
        location.assign(deskPlaces.own);
      },
    });
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
      <Fault error={add.error} />
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
                    aria-label={endOf(browser, createdAt)}
                    onClick={() => askToEnd(id, endOf(browser, createdAt))}
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
                  <bdi>{browserName(browser)}</bdi>
                  {commaOf(language)}
                  {format.dateTime(seenAt)}
                  {here && <span className="chip">{t('desk.own.here')}</span>}
                </li>
              ))}
            </ul>
            <button type="button" className="button quiet" onClick={askToLeave}>
              {t('desk.own.leave')}
            </button>
          </section>
        </>
      ) : (
        <Waiting failure={own.error} onRetry={() => void own.refetch()} />
      )}
      {asked && <AskTwice ending={asked} onClose={() => setAsked(null)} />}
    </Page>
  );
}
