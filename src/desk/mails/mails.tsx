import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { MailView } from '#contract/desk/desk-mails.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useAction } from '#desk/api/use-action.ts';
import { AskTwice } from '#desk/ui/ask-twice.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { digitGroups } from '#i18n/format.ts';
import { read, send } from '#web/client.ts';

/** Mail that did not get through: what waits, and what was given up. */
export function Mails() {
  const { t } = useOperationsWords();
  const mails = useQuery({ queryKey: ['mails'], queryFn: () => read(deskLinks.mails) });
  if (!mails.data) {
    return (
      <Page title={t('desk.mails.title')} hint={t('desk.mails.hint')}>
        <Waiting failure={mails.error} onRetry={() => void mails.refetch()} />
      </Page>
    );
  }
  const { givenUp, waiting, more } = mails.data;
  return (
    <Page title={t('desk.mails.title')} hint={t('desk.mails.hint')}>
      <section className="stack">
        <h2>{t('desk.mails.given-up')}</h2>
        {givenUp.length === 0 && <p className="soft">{t('desk.mails.none-given-up')}</p>}
        <Lines mails={givenUp} state="given-up" />
      </section>
      <section className="stack">
        <h2>{t('desk.mails.waiting')}</h2>
        {waiting.length === 0 && <p className="soft">{t('desk.mails.none-waiting')}</p>}
        <Lines mails={waiting} state="waiting" />
      </section>
      {more && <p className="soft">{t('desk.mails.more')}</p>}
    </Page>
  );
}

interface LinesProps {
  readonly mails: readonly MailView[];
  readonly state: 'given-up' | 'waiting';
}

function Lines({ mails, state }: LinesProps) {
  if (mails.length === 0) return null;
  return (
    <ul className="rows">
      {mails.map((mail) => (
        <Line key={mail.id} mail={mail} state={state} />
      ))}
    </ul>
  );
}

function Line({ mail, state }: { readonly mail: MailView; readonly state: LinesProps['state'] }) {
  const { t, format } = useOperationsWords();
  const may = useMay();
  const [ending, setEnding] = useState(false);
  const again = useAction(() => send(deskLinks.mailAgain(mail.id), {}));
  const { member, host, answer } = mail;
  const what = t(`desk.mails.kind-${mail.kind ?? 'asked'}`);
  return (
    <li className="line">
      <div>
        <b>{what}</b>
        <span className="soft">
          {host === null ? t('desk.mails.sealed') : t('desk.mails.to', { host })}
          {member && (
            <>
              {' · '}
              <Link to={deskPlaces.memberOf(member.id)}>
                {t('desk.watch.member', { number: digitGroups(member.number) })}
              </Link>
            </>
          )}
        </span>
        <span className="soft">
          {t('desk.mails.written', { time: format.dateTime(mail.writtenAt) })}
          {' · '}
          {t('desk.webhooks.attempts', { count: mail.attempts })}
        </span>
        {answer !== null && (
          <span className="soft">
            <bdi lang="en">{answer}</bdi>
          </span>
        )}
        <Fault error={again.error} />
      </div>
      {may('change-mails') &&
        (state === 'given-up' ? (
          <button
            type="button"
            className="button quiet small"
            aria-disabled={again.busy}
            onClick={() => again.run()}
          >
            {t('desk.mails.again')}
          </button>
        ) : (
          <button type="button" className="button quiet small" onClick={() => setEnding(true)}>
            {t('desk.mails.end')}
          </button>
        ))}
      {ending && (
        <AskTwice
          ending={{
            title: t('desk.mails.end-of'),
            means: t('desk.mails.end-means', { what }),
            yes: t('desk.mails.end'),
            end: () => send(deskLinks.mailEnd(mail.id), {}),
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </li>
  );
}
