import { BeginTemplate } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { templateIds } from '#domain/desk/beginning/template.ts';
import { send } from '#web/client.ts';
import { Choices } from './choices.tsx';
import type { StepProps } from './step.ts';

/** What the shop sells, and what it is called. */
export function TemplateForm({ t, beginning, onDone }: StepProps) {
  const { revision, answers, done } = beginning;
  const save = useAction((wish: BeginTemplate) => send(deskLinks.beginTemplate, wish), onDone);
  return (
    <Form
      schema={BeginTemplate}
      fields={(form) => ({ revision, template: form.get('template'), name: form.get('name') })}
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
        chosen={answers.template}
        labelOf={(id) => t(`begin.sells.${id}`)}
        hintOf={(id) => t(`begin.sells-hint.${id}`)}
      />
    </Form>
  );
}
