import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { keep } from '#app/api/queries.ts';
import { ActionForm, SubmitButton } from '#app/ui/action-form.tsx';
import type { Ask, Voucher } from '#contract/member.ts';
import { api, paths } from '#contract/paths.ts';

/** What tills ask, above everything: an associate stands there and waits for the answer. */
export function Asks({ asks }: { asks: readonly Ask[] }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return asks.map(({ id, text, yes, no }) => (
    <section className="panel" role="alert" key={id}>
      <b>{text}</b>
      <ActionForm<Voucher>
        action={api.answer(id, 'yes')}
        className="stack"
        onAnswer={(voucher) => {
          keep.voucher(client, voucher);
          navigate(paths.redemption(voucher.id));
        }}
      >
        {({ busy }) => <SubmitButton busy={busy}>{yes}</SubmitButton>}
      </ActionForm>
      <ActionForm
        action={api.answer(id, 'no')}
        className="stack"
        onAnswer={() => client.invalidateQueries({ queryKey: ['wallet'] })}
      >
        {({ busy }) => (
          <SubmitButton busy={busy} kind="quiet">
            {no}
          </SubmitButton>
        )}
      </ActionForm>
    </section>
  ));
}
