import { BeginStore } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { tillKinds } from '#domain/desk/beginning/beginning.ts';
import { send } from '#web/client.ts';
import { Choices } from './choices.tsx';
import type { StepProps } from './step.ts';

/** The first store, and what stands at its till. */
export function StoreForm({ t, beginning, onDone }: StepProps) {
  const { revision, answers, done } = beginning;
  const save = useAction((wish: BeginStore) => send(deskLinks.beginStore, wish), onDone);
  return (
    <Form
      schema={BeginStore}
      fields={(form) => ({ revision, name: form.get('name'), till: form.get('till') })}
      action={save}
      submit={t('begin.save')}
    >
      <Field label={t('begin.store-name')} name="name" hint={t('begin.store-name-hint')}>
        {(ties) => (
          <input
            className="input"
            autoComplete="off"
            dir="auto"
            defaultValue={done.includes('store') ? answers.store.name : ''}
            {...ties}
          />
        )}
      </Field>
      <Choices
        legend={t('begin.till')}
        name="till"
        values={tillKinds}
        chosen={answers.store.till}
        labelOf={(kind) => t(`begin.till.${kind}`)}
        hintOf={(kind) => t(`begin.till-hint.${kind}`)}
      />
    </Form>
  );
}
