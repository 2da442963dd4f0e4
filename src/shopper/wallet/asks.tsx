import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { None } from '#contract/endpoint.ts';
import { answerLinks } from '#contract/links.ts';
import type { Voucher } from '#contract/member.ts';
import { paths } from '#contract/paths.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';
import { buzz } from '#shopper/ui/buzz.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { useNow } from '#web/clock.ts';

const everyMs = 5_000;

/** The question that the phone buzzed for last: over a reward's dialog questions are drawn a second time. */
let felt: string | undefined;

/**
 * A till's questions, over whatever page is open, because an associate is waiting for the answer. They can't be tapped
 * in the first moment: a thumb may be on its way to what was there before.
 */
export function Asks() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { at } = usePage();
  const { data: wallet } = useWallet();
  const now = useNow(at, everyMs);
  // A kept wallet may hold questions that no till asks any more.
  const asks = wallet?.asks.filter(({ endsAt }) => now < endsAt) ?? [];
  const newest = asks[0]?.id;
  useEffect(() => {
    if (newest && newest !== felt) buzz();
    felt = newest;
  }, [newest]);
  if (!newest) return null;
  return (
    <div className="thumb asks">
      {asks.map((ask) => (
        <section className="panel" role="alert" key={ask.id}>
          <b>{ask.text}</b>
          {(['yes', 'no'] as const).map((answer) => (
            <ActionForm<None, Partial<Voucher>>
              key={answer}
              action={answerLinks[answer](ask.id)}
              className="stack"
              onAnswer={({ id }) => {
                void client.invalidateQueries({ queryKey: ['wallet'] });
                // A yes makes a voucher, a no makes nothing.
                if (id) navigate(paths.redemption(id));
              }}
            >
              {({ busy }) => (
                <SubmitButton busy={busy} kind={answer === 'yes' ? 'main' : 'quiet'}>
                  {ask[answer]}
                </SubmitButton>
              )}
            </ActionForm>
          ))}
        </section>
      ))}
    </div>
  );
}
