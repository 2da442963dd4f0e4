import { useQuery } from '@tanstack/react-query';
import { BeginTemplate, type TemplateNumbers } from '#contract/desk/desk-begin.ts';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { templateIds } from '#domain/desk/beginning/template.ts';
import { textIn } from '#domain/program/text.ts';
import { read, send } from '#web/client.ts';
import { Choices } from './choices.tsx';
import { browserPlace, type StepProps } from './step.ts';

/** What the shop sells, and what it is called. */
export function TemplateForm({ t, beginning, onDone }: StepProps) {
  const { revision, answers, done } = beginning;
  const save = useAction((wish: BeginTemplate) => send(deskLinks.beginTemplate, wish), onDone);
  const { format, language } = useWords();
  // A shop can begin before they are there.
  const numbers = useQuery({
    queryKey: ['templates', answers.currency],
    queryFn: () => read(deskList(deskLinks.beginTemplates, browserPlace())),
    staleTime: 'static',
  });
  const say = ({ purchase, earns, welcome, first, ...rest }: TemplateNumbers) =>
    t('begin.sells-numbers', {
      purchase: format.money(purchase),
      earns,
      welcome,
      reward: textIn(first.name, language),
      points: first.points,
      rewards: rest.rewards,
      tiers: format.list(rest.tiers.map((tier) => textIn(tier, language))),
      percent: format.percent(rest.backPercent),
    });
  return (
    <Form
      schema={BeginTemplate}
      fields={(form) => ({
        revision,
        template: form.get('template'),
        name: form.get('name'),
        ...browserPlace(),
      })}
      action={save}
      submit={t('begin.save')}
    >
      <Field label={t('begin.name')} name="name" hint={t('begin.name-hint')}>
        {(ties) => (
          <input
            className="input"
            autoComplete="organization"
            dir="auto"
            // The name of a shop of which nothing is known is nobody's.
            defaultValue={done.includes('template') ? answers.name : ''}
            {...ties}
          />
        )}
      </Field>
      <Choices
        legend={t('begin.sells')}
        name="template"
        values={templateIds}
        // What a shop sells is nobody's guess.
        chosen={done.includes('template') ? answers.template : null}
        labelOf={(id) => t(`begin.sells.${id}`)}
        hintOf={(id) => t(`begin.sells-hint.${id}`)}
        moreOf={(id) => {
          const found = numbers.data?.find((one) => one.template === id);
          return found ? say(found) : null;
        }}
      />
    </Form>
  );
}
