import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { api } from '#contract/links.ts';
import { paths } from '#contract/paths.ts';
import type { SignInWaiting } from '#contract/sign-in-face.ts';
import { keep, useVisit } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { useFormAnswer } from '#shopper/ui/form-answer.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useScripts } from '#shopper/ui/use-scripts.ts';
import { serverNow, useNow } from '#web/clock.ts';

/** How long to wait for the next mail, by how many were sent: longer each time, so that nobody meets the limit. */
const pausesMs = [0, 30_000, 60_000, 2 * 60_000, 15 * 60_000];

/**
 * For somebody who got no mail: another mail, or another address, unless they were signed in when they asked. The link of
 * an older mail still signs in here until it ends; its code and its number belong to the page that asked for it.
 */
export function Resend({ waiting }: { waiting: SignInWaiting }) {
  const { t, format, at } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const placement = useVisit()?.store?.placement;
  const { waitMs, count, more } = useWait();
  const said = useFormAnswer().done === 'sent-again';
  useEffect(() => {
    // A press before the scripts ran was the document's, and counts as the first from here.
    if (said)
      navigate(paths.waiting(waiting.id), { replace: true, state: { sent: { count: 1, at } } });
  }, [said, navigate, waiting.id, at]);
  const follow = (next: SignInWaiting, form: HTMLFormElement) => {
    keep.waiting(client, next);
    // Whoever types another address meanwhile stays there.
    if (form.isConnected)
      navigate(paths.waiting(next.id), { replace: true, state: { sent: more() } });
  };
  const button = ({ busy }: { busy: boolean }) => (
    <SubmitButton busy={busy} kind="plain">
      {t('waiting.resend')}
    </SubmitButton>
  );
  if (waitMs > 0)
    return (
      <div className="stack">
        <p role="status" key={count}>
          {t('waiting.resent')}
        </p>
        <p className="hint">{t('waiting.resend-in', { time: format.left(waitMs) })}</p>
        <div className="row">{!waiting.opens && <OtherAddress />}</div>
      </div>
    );
  return (
    <>
      {/* Without scripts nothing counts down. */}
      {said && <p role="status">{t('waiting.resent')}</p>}
      <div className="row">
        {waiting.opens ? (
          <ActionForm action={api.again} fields={{ again: 'yes' }} onAnswer={follow}>
            {button}
          </ActionForm>
        ) : (
          <>
            <ActionForm
              action={api.signIns}
              fields={{ email: waiting.address, again: 'yes', ...(placement && { placement }) }}
              onAnswer={follow}
            >
              {button}
            </ActionForm>
            <OtherAddress />
          </>
        )}
      </div>
    </>
  );
}

function OtherAddress() {
  const { t } = usePage();
  return (
    <Link className="button plain" to={paths.signIn}>
      {t('waiting.other')}
    </Link>
  );
}

interface Sent {
  readonly count: number;
  readonly at: number;
}

const nothing: Sent = { count: 0, at: 0 };

/** Counts the mails that were sent from here, and how long another one would not help. */
function useWait() {
  const { at } = usePage();
  const now = useNow(at, 1_000);
  // Each mail opens a new page, so the count travels with the visit; the server can't know it.
  const { state } = useLocation();
  const { count, at: sentAt } = useScripts() ? sentIn(state) : nothing;
  const pauseMs = pausesMs[Math.min(count, pausesMs.length - 1)] ?? 0;
  const more = (): Sent => ({ count: count + 1, at: serverNow() });
  return { count, waitMs: sentAt + pauseMs - now, more };
}

/** A visit's state may come from any version of the app. */
function sentIn(state: unknown): Sent {
  if (typeof state !== 'object' || state === null || !('sent' in state)) return nothing;
  const { sent } = state as { sent: Partial<Sent> | null }; // The code below checks each field.
  return typeof sent?.count === 'number' && typeof sent.at === 'number'
    ? { count: sent.count, at: sent.at }
    : nothing;
}
