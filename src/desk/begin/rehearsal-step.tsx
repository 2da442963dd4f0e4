import { type ReactNode, useState } from 'react';
import type { OneTimeLink as Offered } from '#contract/desk/desk-answers.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { Note } from '#desk/ui/note.tsx';
import { NotReached, OneTimeLink, QrCode } from '#desk/ui/one-time-link.tsx';
import { isPublicAddress } from '#domain/desk/public-address.ts';
import { SayDoneButton } from './say-done.tsx';
import type { BeginWords, StepProps } from './step.ts';

/** The whole way once, with one's own phone: joining, points for a purchase, a reward, the till, and undoing it. Each tick comes by itself. */
export function RehearsalStep(props: StepProps) {
  const { t, beginning } = props;
  const { rehearsal, posterUrl, inboxUrl } = beginning;
  return (
    <>
      <p className="soft">{t('begin.rehearsal-hint')}</p>
      <NotReached />
      <ol className="list">
        <Part t={t} isDone={rehearsal.till} title={t('begin.rehearse.till')}>
          <p>{t('begin.rehearse.till-how')}</p>
          <EnrolHere {...props} />
        </Part>
        <Part t={t} isDone={rehearsal.joined} title={t('begin.rehearse.joined')}>
          <p>{t('begin.rehearse.joined-how')}</p>
          {!isPublicAddress(location.origin) && <p>{t('begin.rehearse.local')}</p>}
          {posterUrl !== null && (
            <>
              <QrCode text={posterUrl} label={t('begin.rehearse.poster')} />
              <a href={posterUrl} target="_blank" rel="noreferrer" dir="ltr">
                {posterUrl}
              </a>
            </>
          )}
          {inboxUrl !== null && (
            <a href={inboxUrl} target="_blank" rel="noreferrer">
              {t('begin.rehearse.inbox')}
            </a>
          )}
        </Part>
        <Part t={t} isDone={rehearsal.earned} title={t('begin.rehearse.earned')}>
          <p>{t('begin.rehearse.earned-how')}</p>
        </Part>
        <Part t={t} isDone={rehearsal.used} title={t('begin.rehearse.used')}>
          <p>{t('begin.rehearse.used-how')}</p>
        </Part>
        <Part t={t} isDone={rehearsal.undone} title={t('begin.rehearse.undone')}>
          <p>{t('begin.rehearse.undone-how')}</p>
        </Part>
      </ol>
      {rehearsal.used && <Note>{t('begin.rehearse.good')}</Note>}
      <SayDoneButton {...props} step="rehearsal" />
    </>
  );
}

function Part({
  t,
  title,
  isDone,
  children,
}: {
  readonly t: BeginWords;
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ReactNode;
}) {
  return (
    <li className="form">
      <div className="row">
        <b>{title}</b>
        {isDone && <span className="chip">{t('begin.done')}</span>}
      </div>
      {!isDone && children}
    </li>
  );
}

/** A link that makes a device the till: here in another tab, or on a tablet by its code. */
function EnrolHere({ t, beginning: { tillId } }: StepProps) {
  const [offered, setOffered] = useState<Offered | null>(null);
  const enrol = useAction(
    () => sendProved(deskLinks.enrolTill(tillId), { replaces: false }),
    setOffered,
  );
  if (offered) {
    return (
      <>
        <a className="button" href={offered.url} target="_blank" rel="noreferrer">
          {t('begin.rehearse.till-here')}
        </a>
        <OneTimeLink {...offered} isReachSaid />
      </>
    );
  }
  return (
    <>
      <Fault error={enrol.error} />
      <button
        type="button"
        className="button"
        aria-disabled={enrol.busy}
        onClick={() => enrol.run()}
      >
        {t('begin.rehearse.till-link')}
      </button>
    </>
  );
}
