import { useEffect } from 'react';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { mailProgramOf } from '#domain/people/mail-program.ts';
import { useVisit, useWaiting } from '#shopper/api/queries.ts';
import { enter } from '#shopper/api/session.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { EmailForm } from '#shopper/ui/email-form.tsx';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { Loading } from '#shopper/ui/loading.tsx';
import { usePage, useTitle } from '#shopper/ui/page-context.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';
import { CodeForm } from './code-form.tsx';
import { Resend } from './resend.tsx';

/** Shows until the mail was used, here or on another screen. */
export function WaitingPage({ signInId }: { signInId: string }) {
  const { t } = usePage();
  const { data, error, refetch } = useWaiting(signInId);
  useTitle(t('waiting.title'));
  useEntering(data);
  if (!data) {
    // Whether the request is over or never existed, the page is the same.
    if (error && failureOf(error).kind === 'refused') return <Over address="" />;
    return <Loading error={error} refetch={refetch} />;
  }
  if (data.signedIn || data.state === 'matched') return <Arriving waiting={data} />;
  // Whoever comes by a hand-over's code learns no address.
  const handed = data.address === '';
  if (data.state !== 'waiting')
    return <Over address={data.address} handed={handed} back={data.opens} />;
  return (
    <>
      {/* A refusal of this request can't come here. The frame says when there is no answer. */}
      <Notice failure={refusalIn(error)} />
      {handed ? <Handed waiting={data} /> : <Waiting waiting={data} />}
    </>
  );
}

function refusalIn(error: unknown): Failure | null {
  const failure = error ? failureOf(error) : null;
  return failure?.kind === 'refused' ? failure : null;
}

function Waiting({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  const scripts = useScripts();
  const opens = useMailProgram(waiting.address);
  return (
    <section className="stack">
      <h1>{t('waiting.title')}</h1>
      <p>{t('waiting.sent', { address: waiting.address })}</p>
      <CodeForm waiting={waiting} />
      <p className="hint">{t('waiting.sender', { sender: unbroken(waiting.sender) })}</p>
      {opens && (
        <a className="button quiet" href={opens.url} target="_blank" rel="noreferrer">
          <Icon name="mail" />
          {opens.text}
        </a>
      )}
      <details className="more">
        <summary>{t('waiting.elsewhere')}</summary>
        <Match waiting={waiting} text={t('waiting.match')} />
      </details>
      {scripts ? <p className="hint">{t('waiting.open')}</p> : <Opened waiting={waiting} />}
      <Resend waiting={waiting} />
    </section>
  );
}

/** An address that no line breaks at a hyphen: "no-" alone at the end of a line reads as a word. */
const unbroken = (address: string): string => address.replaceAll('-', '-\u2060');

/** A link to where the mail is read: the inbox of development, or the program that the address's domain has. */
function useMailProgram(address: string): { url: string; text: string } | null {
  const { t } = usePage();
  const inbox = useVisit()?.inbox;
  if (inbox) return { url: inbox, text: t('waiting.inbox') };
  const program = mailProgramOf(address);
  return program && { url: program.url, text: t('waiting.open-in', { program: program.name }) };
}

/** In a hand-over the number is typed on the screen that showed the code. */
function Handed({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  const scripts = useScripts();
  return (
    <section className="stack">
      <h1>{t('hand-over.title')}</h1>
      <Match waiting={waiting} text={t('hand-over.type')} />
      {scripts ? <p className="hint">{t('hand-over.open')}</p> : <Opened waiting={waiting} />}
    </section>
  );
}

function Match({ waiting, text }: { waiting: SignInWaiting; text: string }) {
  return (
    <div className="panel match">
      <p>{text}</p>
      {/* Drawn anew at each mail, so that people notice the new number. */}
      <output key={waiting.matchNumber} dir="ltr">
        {waiting.matchNumber}
      </output>
    </div>
  );
}

/** Without scripts the page can't ask by itself. */
function Opened({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  return (
    <a className="button quiet" href={paths.waiting(waiting.id)}>
      {t('waiting.no-script')}
    </a>
  );
}

function Arriving({ waiting }: { waiting: SignInWaiting }) {
  const { t } = usePage();
  return (
    <section className="stack">
      <h1>{t('waiting.arrived')}</h1>
      {waiting.signedIn ? (
        <a className="button" href={waiting.opens ?? paths.wallet}>
          {t('error.home')}
        </a>
      ) : (
        <ActionForm
          action={api.enter(waiting.id)}
          className="stack"
          onAnswer={() => enter(waiting.opens ?? paths.wallet)}
        >
          {({ busy }) => <SubmitButton busy={busy}>{t('waiting.enter')}</SubmitButton>}
        </ActionForm>
      )}
    </section>
  );
}

/** A request that is over, by time or by wrong codes: nobody is blamed, and one press asks again. */
function Over({ address, handed = false, back }: OverProps) {
  const { t } = usePage();
  const placement = useVisit()?.store?.placement;
  return (
    <section className="stack">
      <h1>{t('waiting.over')}</h1>
      <p>{t(handed ? 'hand-over.over' : 'waiting.over-hint')}</p>
      {back && !handed ? (
        <a className="button" href={back}>
          {t('common.back')}
        </a>
      ) : (
        <EmailForm placement={placement} address={address} />
      )}
    </section>
  );
}

interface OverProps {
  readonly address: string;
  readonly handed?: boolean;
  /** The page that a member asked from who was signed in. */
  readonly back?: string | null | undefined;
}

/** Continues by itself when the mail was opened on any screen. */
function useEntering(waiting: SignInWaiting | undefined): void {
  const id = waiting?.state === 'matched' ? waiting.id : null;
  const signedIn = waiting?.signedIn ?? false;
  const to = waiting?.opens ?? paths.wallet;
  useEffect(() => {
    if (signedIn) enter(to);
    // When it fails, the button says why.
    else if (id)
      send(api.enter(id), {}).then(
        () => enter(to),
        () => {},
      );
  }, [id, signedIn, to]);
}
