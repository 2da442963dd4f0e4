import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Ask, Voucher } from '#contract/member.ts';
import { api, paths } from '#contract/paths.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';

/** What tills ask, above everything: an associate stands there and waits for the answer. */
export function Asks({ asks }: { asks: readonly Ask[] }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return asks.map((ask) => (
    <section className="panel" role="alert" key={ask.id}>
      <b>{ask.text}</b>
      {(['yes', 'no'] as const).map((answer) => (
        <ActionForm<Partial<Voucher>>
          key={answer}
          action={api.answer(ask.id, answer)}
          className="stack"
          onAnswer={({ id }) => {
            void client.invalidateQueries({ queryKey: ['wallet'] });
            // A yes brings a voucher, a no brings nothing.
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
  ));
}
