import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Attention } from '#contract/desk/desk-answers.ts';
import { useMay, useMyself } from '#desk/api/me.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { useHome } from '#desk/api/queries.ts';
import { useWords, type Words } from '#desk/api/words.tsx';
import { Copy } from '#desk/ui/copy.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import type { DeskRight } from '#domain/desk/desk-role.ts';

/** The first page: what somebody should look at, and how large the shop is. */
export function Home() {
  const words = useWords();
  const { t, format } = words;
  const me = useMyself();
  const home = useHome();
  if (!home.data) {
    return (
      <Page title={t('desk.home.title')}>
        <Waiting failure={home.error} onRetry={() => void home.refetch()} />
      </Page>
    );
  }
  const { attention, stores, tills, rewards, programVersion, programSince, version } = home.data;
  return (
    <Page title={t('desk.home.hello', { name: me.name })}>
      {me.begins && me.rights.includes('begin-shop') && (
        <section className="panel">
          <h2>{t('desk.home.begins')}</h2>
          <p>{t('desk.home.begins-hint')}</p>
          <Link className="button" to={deskPlaces.begin}>
            {t('desk.home.begins-yes')}
          </Link>
        </section>
      )}
      <section className="panel">
        <h2>{t('desk.home.attention')}</h2>
        {attention.length === 0 ? (
          <p className="soft">{t('desk.home.nothing')}</p>
        ) : (
          <ul className="list">
            {attention.map((one) => (
              <li key={JSON.stringify(one)}>
                <AttentionLine one={one} words={words} />
              </li>
            ))}
          </ul>
        )}
      </section>
      <section className="panel">
        <h2>{t('desk.home.shop')}</h2>
        <ul className="list">
          <li>{t('desk.home.stores', { count: stores })}</li>
          <li>{t('desk.home.tills', { count: tills })}</li>
          <li>{t('desk.home.rewards', { count: rewards })}</li>
          <li>
            {t('desk.home.program', {
              version: format.number(programVersion),
              date: format.date(programSince),
            })}
          </li>
          <li>{t('desk.home.server', { version })}</li>
        </ul>
      </section>
    </Page>
  );
}

function AttentionLine({ one, words: { t } }: { readonly one: Attention; readonly words: Words }) {
  switch (one.what) {
    case 'one-owner':
      return <Link to={deskPlaces.administrators}>{t('desk.home.one-owner')}</Link>;
    case 'unused-link':
      return (
        <Link to={deskPlaces.administrators}>{t('desk.home.unused-link', { name: one.name })}</Link>
      );
    case 'no-mail':
      return <NoMail t={t} inboxUrl={one.inboxUrl} />;
    case 'watch':
      return (
        <MayOpen right="see-watch-list" to={deskPlaces.watch}>
          {t(one.more ? 'desk.home.watch-more' : 'desk.home.watch', { count: one.count })}
        </MayOpen>
      );
    case 'till-without-key':
      return <>{t('desk.home.no-key', { store: one.store, till: one.till })}</>;
    case 'store-without-associate':
      return <>{t('desk.home.no-associate', { store: one.store })}</>;
  }
}

/** What it means for members, and a letter to whoever can mend it. */
function NoMail({ t, inboxUrl }: Pick<Words, 't'> & { readonly inboxUrl: string }) {
  const address = new URL(inboxUrl).origin;
  return (
    <div className="stack">
      <span>
        {t('desk.home.no-mail')}{' '}
        <a href={inboxUrl} target="_blank" rel="noreferrer">
          {t('desk.home.inbox')}
        </a>
      </span>
      <div>
        <Copy text={t('desk.home.mail-ask', { address })} label={t('desk.reach.copy')} />
      </div>
    </div>
  );
}

/** A way to a page, for whoever may see it. */
function MayOpen({
  right,
  to,
  children,
}: {
  readonly right: DeskRight;
  readonly to: string;
  readonly children: ReactNode;
}) {
  return useMay()(right) ? <Link to={to}>{children}</Link> : children;
}
