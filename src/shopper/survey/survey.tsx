import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { Sends } from '#contract/endpoint.ts';
import type { Voucher } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import type { SurveyAsked } from '#contract/survey.ts';
import { keep, useVoucher } from '#shopper/api/queries.ts';
import { ActionForm, SubmitButton } from '#shopper/ui/action-form.tsx';

/**
 * The question under a voucher that was used. It stands below what comes next and holds nobody up, so it comes with the
 * script that no page waits for; its words come with the voucher.
 */
export function Survey() {
  const { redemptionId } = useParams();
  return redemptionId === undefined ? null : <Asked redemptionId={redemptionId} />;
}

function Asked({ redemptionId }: { redemptionId: string }) {
  const survey = useVoucher(redemptionId).data?.survey;
  if (!survey) return null;
  return (
    <section className="panel stack" aria-live="polite">
      {'thanks' in survey ? <p>{survey.thanks}</p> : <Question key={survey.id} survey={survey} />}
    </section>
  );
}

interface Fields {
  readonly [name: string]: string;
}

type Asks = Extract<SurveyAsked, { readonly to: string }>;

function Question({ survey }: { survey: Asks }) {
  const client = useQueryClient();
  const [isOver, setOver] = useState(false);
  if (isOver) return <p>{survey.over}</p>;
  return (
    <>
      <h2>{survey.question}</h2>
      {survey.answers.map((answer) => (
        <ActionForm
          key={answer.id}
          // The server says the address and answers with the voucher, as to everything that is done with one.
          action={survey.to as Sends<Fields, Versioned<Voucher>>}
          fields={{ survey: survey.id, version: String(survey.version), answer: answer.id }}
          className="stack"
          onAnswer={(voucher) => keep.voucher(client, voucher)}
          onRefused={() => setOver(true)}
        >
          {({ busy }) => (
            <SubmitButton busy={busy} kind="quiet">
              {answer.text}
            </SubmitButton>
          )}
        </ActionForm>
      ))}
      <p className="hint">{survey.hint}</p>
    </>
  );
}
