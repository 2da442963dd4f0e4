import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { SignInWaiting } from '#contract/member.ts';
import { memberApi, paths } from '#contract/paths.ts';
import { keep, useVisit } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { serverNow, useNow } from '#web/clock.ts';

/** Before another mail can be asked for, by how many were: longer each time, so that the limit is never met. */
const pausesMs = [0, 30_000, 60_000, 2 * 60_000, 15 * 60_000];

/** No mail came: another one, or another address. An older mail still works. */
export function Resend({ waiting }: { waiting: SignInWaiting }) {
  const { t, format } = usePage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const placement = useVisit()?.store?.placement;
  const { waitMs, count, note } = useWait();
  if (waitMs > 0)
    return (
      <div className="stack">
        <p role="status" key={count}>
          {t('waiting.resent')}
        </p>
        <p className="hint">{t('waiting.resend-in', { time: format.left(waitMs) })}</p>
        <OtherAddress />
      </div>
    );
  return (
    <div className="row">
      <ActionForm<SignInWaiting>
        action={memberApi.signIns}
        fields={{ email: waiting.address, ...(placement && { placement }) }}
        onAnswer={(next) => {
          note();
          keep.waiting(client, next);
          navigate(paths.waiting(next.id), { replace: true });
        }}
      >
        {({ busy }) => (
          <SubmitButton busy={busy} kind="plain">
            {t('waiting.resend')}
          </SubmitButton>
        )}
      </ActionForm>
      <OtherAddress />
    </div>
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

/** Counts what was sent from here, and for how long another mail would not help. */
function useWait() {
  const { at } = usePage();
  const [sent, setSent] = useState({ count: 0, at: 0 });
  const now = useNow(at, 1_000);
  const pauseMs = pausesMs[Math.min(sent.count, pausesMs.length - 1)] ?? 0;
  const note = () => setSent(({ count }) => ({ count: count + 1, at: serverNow() }));
  return { count: sent.count, waitMs: sent.at + pauseMs - now, note };
}
