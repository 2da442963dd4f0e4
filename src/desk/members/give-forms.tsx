import { useState } from 'react';
import { AdjustPoints, Apologise as ApologiseInput } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskMember, PointsDone } from '#contract/desk/desk-members.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { newId } from '#web/new-id.ts';

interface GiveProps {
  readonly member: DeskMember;
  onClose(): void;
  onDone(sentence: string): void;
}

/** Gives or takes points, for a reason that the member reads. */
export function Adjust({ member, onClose, onDone }: GiveProps) {
  const { t } = useWords();
  const give = useGive(
    (fields: AdjustPoints) => sendProved(deskLinks.adjust(member.id), fields),
    onDone,
  );
  // Made before sending: when the answer is lost, the same again is the same act.
  const [id] = useState(newId);
  return (
    <Dialog title={t('desk.member.adjust')} onClose={onClose}>
      <Form
        schema={AdjustPoints}
        fields={(form) => ({ id, ...pointsOf(form), ...whyOf(form) })}
        action={give}
        submit={t('desk.member.adjust-yes')}
      >
        <Points hint={t('desk.give.points-hint')} />
        <Why member={member} />
      </Form>
    </Dialog>
  );
}

/** Says sorry by a rule of the program: the member gets a mail. */
export function Apologise({ member, onClose, onDone }: GiveProps) {
  const { t } = useWords();
  const give = useGive(
    (fields: ApologiseInput) => sendProved(deskLinks.apologise(member.id), fields),
    onDone,
  );
  const [id] = useState(newId);
  const [first, ...others] = member.apologies;
  return (
    <Dialog title={t('desk.member.apologise')} onClose={onClose}>
      <Form
        schema={ApologiseInput}
        fields={(form) => ({
          id,
          ...pointsOf(form),
          ...whyOf(form),
          ruleId: String(form.get('ruleId') ?? first?.id),
        })}
        action={give}
        submit={t('desk.give.sorry-yes')}
      >
        {others.length > 0 && (
          <Field label={t('desk.give.rule')} name="ruleId">
            {(ties) => (
              <select className="input" {...ties}>
                {member.apologies.map((rule) => (
                  <option key={rule.id} value={rule.id}>
                    {t('desk.give.rule-of', { name: rule.name, count: rule.atMost })}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Points
          hint={first && others.length === 0 ? t('desk.give.at-most', { count: first.atMost }) : ''}
        />
        <Why member={member} />
      </Form>
    </Dialog>
  );
}

const useGive = <F,>(
  act: (fields: F) => Promise<PointsDone>,
  onDone: (sentence: string) => void,
) => {
  const { t } = useWords();
  return useAction(act, ({ balanceAfter }) => onDone(t('desk.give.done', { count: balanceAfter })));
};

function Points({ hint }: { readonly hint: string }) {
  const { t } = useWords();
  return (
    <Field label={t('desk.give.points')} name="points" {...(hint !== '' && { hint })}>
      {(ties) => (
        <input className="input" inputMode="text" autoComplete="off" dir="ltr" {...ties} />
      )}
    </Field>
  );
}

function Why({ member }: { readonly member: DeskMember }) {
  const { t } = useWords();
  return (
    <>
      <Field label={t('desk.give.why')} name="why" hint={t('desk.give.why-hint')}>
        {(ties) => <input className="input" autoComplete="off" dir="ltr" lang="en" {...ties} />}
      </Field>
      <Field
        label={t('desk.give.why-ar')}
        name="whyAr"
        {...(member.language === 'ar' && { hint: t('desk.give.why-ar-hint') })}
      >
        {(ties) => <input className="input" autoComplete="off" dir="rtl" lang="ar" {...ties} />}
      </Field>
    </>
  );
}

/** Digits as people type them, with a minus of any kind; anything else stays what it is, and is told at the field. */
function pointsOf(form: FormData) {
  const typed = plainNumber(String(form.get('points')))
    .replace(/^[−–]/, '-')
    .replace(/^\+/, '');
  if (typed === '') return {};
  return { points: /^-?\d{1,9}$/.test(typed) ? Number(typed) : typed };
}

function whyOf(form: FormData) {
  const whyAr = String(form.get('whyAr')).trim();
  return { why: String(form.get('why')).trim(), ...(whyAr !== '' && { whyAr }) };
}
