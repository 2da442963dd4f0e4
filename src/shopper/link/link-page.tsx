import { Link } from 'react-router';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { SignInLink } from '#contract/sign-in-face.ts';
import { useLink } from '#shopper/api/queries.ts';
import { enter } from '#shopper/api/session.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { PrivacyLine } from '#shopper/ui/email-form.tsx';
import { Empty } from '#shopper/ui/empty.tsx';
import { Hello } from '#shopper/ui/hello.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { type Page, usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { MatchForm } from './match-form.tsx';
import { NotMe } from './not-me.tsx';

/**
 * The page behind a mail's link. Opening it does nothing: mail scanners open links, run scripts and press buttons, and
 * must neither use the link up nor get a session.
 */
export function LinkPage({ token }: { token: string }) {
  const page = usePage();
  const { t } = page;
  const { data: link } = useLink(token);
  useTitle(t('link.title'));
  if (!link || link.state === 'used') return <Over text={t('link.ended')} />;
  if (link.state === 'ended') return <Over text={t('link.stopped')} />;
  if (link.state === 'matched' && !link.sameBrowser)
    return (
      <section className="panel signed">
        <span className="seal">
          <Icon name="done" />
        </span>
        <h1 className="large">{t('link.done')}</h1>
      </section>
    );
  return (
    <section className="stack">
      <Hello as="b" />
      <h1>{t('link.title')}</h1>
      <p className="panel">{asked(page, link)}</p>
      {link.sameBrowser ? (
        <ActionForm
          action={api.linkEnter}
          fields={{ token }}
          className="stack"
          onAnswer={() => enter(paths.wallet)}
        >
          {({ busy }) => <SubmitButton busy={busy}>{t('link.here')}</SubmitButton>}
        </ActionForm>
      ) : (
        <MatchForm token={token} link={link} />
      )}
      <NotMe token={token} />
      <PrivacyLine />
    </section>
  );
}

/** Who asked, so that a person who did not ask can tell. */
function asked({ t, format }: Page, { store, browser, askedAt }: SignInLink): string {
  const known = { browser: browser ?? t('common.some-browser'), time: format.dateTime(askedAt) };
  return store ? t('link.asked', { store, ...known }) : t('link.asked-nowhere', known);
}

function Over({ text }: { text: string }) {
  const { t } = usePage();
  return (
    <Empty icon="mail" title={text}>
      <Link className="button" to={paths.signIn}>
        {t('link.again')}
      </Link>
    </Empty>
  );
}
