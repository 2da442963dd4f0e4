import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { NewWebhookSecret } from '#contract/desk/desk-webhooks.ts';
import { AddWebhook as Added } from '#contract/desk/operations-input.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { useStores } from '#desk/api/queries.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { useFault } from '#desk/ui/fault-context.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { eventKinds } from '#domain/events/event.ts';

/** An address to send events to: which of them, and of which store. */
export function AddWebhook({
  onClose,
  onMade,
}: {
  onClose(): void;
  onMade(made: NewWebhookSecret): void;
}) {
  const { t } = useOperationsWords();
  const [some, setSome] = useState(false);
  const stores = useStores();
  const add = useAction((fields: Added) => sendProved(deskLinks.webhooks, fields), onMade);
  return (
    <Dialog title={t('desk.webhooks.add')} onClose={onClose}>
      <Form
        schema={Added}
        fields={(form) => ({
          url: String(form.get('url')).trim(),
          ...(some && { kinds: form.getAll('kinds').map(String) }),
          ...(form.get('storeId') !== '' && { storeId: String(form.get('storeId')) }),
        })}
        action={add}
        submit={t('desk.webhooks.add-yes')}
      >
        <Field label={t('desk.webhooks.url')} name="url" hint={t('desk.webhooks.url-hint')}>
          {(ties) => (
            <input
              className="input"
              type="url"
              dir="ltr"
              autoComplete="off"
              placeholder="https://"
              {...ties}
            />
          )}
        </Field>
        <Field label={t('desk.webhooks.store')} name="storeId">
          {(ties) => (
            <select className="input" {...ties}>
              <option value="">{t('desk.webhooks.every-store')}</option>
              {stores.data?.stores.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <fieldset className="roles">
          <legend>{t('desk.webhooks.which')}</legend>
          <label className="choice">
            <input type="radio" name="which" checked={!some} onChange={() => setSome(false)} />
            <span>{t('desk.webhooks.every-kind-hint')}</span>
          </label>
          <label className="choice">
            <input type="radio" name="which" checked={some} onChange={() => setSome(true)} />
            <span>{t('desk.webhooks.some-kinds')}</span>
          </label>
        </fieldset>
        {some && <Kinds />}
      </Form>
    </Dialog>
  );
}

/** The kinds by their names in the documents, because whoever builds a receiver knows them by these. */
function Kinds() {
  const { t } = useOperationsWords();
  const fault = useFault('kinds');
  return (
    <fieldset className="roles">
      <legend>{t('desk.webhooks.kinds-label')}</legend>
      {fault && (
        <p className="field-fault" role="alert">
          {t('desk.webhooks.choose')}
        </p>
      )}
      <div className="choices">
        {eventKinds.map((kind) => (
          <label key={kind} className="choice">
            <input type="checkbox" name="kinds" value={kind} />
            <code dir="ltr">{kind}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
