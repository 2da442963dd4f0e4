import { useQueryClient } from '@tanstack/react-query';
import { api } from '#contract/links.ts';
import type { MembershipPanel } from '#contract/profile.ts';
import { keep } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';

/**
 * A tier that is paid for: until when it runs, whether it has paid for itself, and how the member leaves it. One press
 * opens what leaving means; the button under that text confirms.
 */
export function Membership({ membership }: { membership: MembershipPanel }) {
  const { tierId, title, until, gave, part, parts, counted, choice } = membership;
  return (
    <section className="panel stack">
      <h2 id={`membership-${tierId}`}>{title}</h2>
      <p>{until}</p>
      <p>
        <b>{gave}</b>
      </p>
      <progress max={1} value={part} aria-hidden="true" />
      {parts.length > 0 && (
        <ul>
          {parts.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <p className="hint">{counted}</p>
      {choice.open === undefined ? (
        <Choose tierId={tierId} choice={choice} />
      ) : (
        <details className="stack">
          <summary className="button quiet">{choice.open}</summary>
          <Choose tierId={tierId} choice={choice} />
        </details>
      )}
    </section>
  );
}

function Choose({ tierId, choice }: Pick<MembershipPanel, 'tierId' | 'choice'>) {
  const client = useQueryClient();
  const { leaves, says, button } = choice;
  return (
    <ActionForm
      action={api.membership}
      fields={{ tierId, leaves: leaves ? 'yes' : 'no' }}
      className="stack"
      onAnswer={(next) => keep.profile(client, next)}
    >
      {({ busy }) => (
        <>
          {says.map((one) => (
            <p key={one}>{one}</p>
          ))}
          <SubmitButton busy={busy} kind={leaves ? 'danger' : 'quiet'}>
            {button}
          </SubmitButton>
        </>
      )}
    </ActionForm>
  );
}
