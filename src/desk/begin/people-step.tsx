import { AddAssociate } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { Secret } from '#desk/ui/one-time-link.tsx';
import { SayDoneButton } from './say-done.tsx';
import type { StepProps } from './step.ts';

/** Who takes vouchers at the till: each has a PIN, which is shown once. */
export function PeopleStep({ t, beginning, pins, onPins, onDone }: StepProps) {
  const { t: say } = useWords();
  const { storeId, associates } = beginning;
  const add = useAction(
    async ({ name }: { readonly name: string }) => ({
      name,
      ...(await sendProved(deskLinks.addAssociate(storeId), { name })),
    }),
    (given) => onPins([...pins, given]),
  );
  return (
    <>
      <p className="soft">{t('begin.people-hint')}</p>
      {associates.length > 0 && (
        <ul className="list">
          {associates.map((name) => (
            <li key={name}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="form" role="status">
        {pins.map((shown) => (
          <div key={shown.name} className="form">
            <p>
              <b>{say('desk.stores.pin-of', { name: shown.name })}</b> {say('desk.stores.pin-once')}
            </p>
            <Secret text={shown.pin} />
            <div>
              <button
                type="button"
                className="button quiet small"
                onClick={() => onPins(pins.filter((one) => one !== shown))}
              >
                {t('begin.people-noted')}
                <span className="heard"> {shown.name}</span>
              </button>
            </div>
          </div>
        ))}
      </div>
      <Form
        key={associates.length}
        schema={AddAssociate}
        fields={(form) => ({ name: String(form.get('name')) })}
        action={add}
        submit={t('begin.people-add')}
      >
        <Field label={say('desk.people.name')} name="name">
          {(ties) => <input className="input" autoComplete="off" dir="auto" {...ties} />}
        </Field>
      </Form>
      {associates.length > 0 && (
        <SayDoneButton t={t} beginning={beginning} step="people" onDone={onDone} />
      )}
    </>
  );
}
