import type { ConnectionLine } from '#contract/desk/desk-connections.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { ConnectStore } from '#contract/desk/operations-input.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { vendorNames } from './vendor-names.ts';

/** The retailer's key to a vendor's POS. The vendor is asked before it is kept. */
export function Connect({ one, onClose }: { readonly one: ConnectionLine; onClose(): void }) {
  const { t } = useOperationsWords();
  const { storeId, store, vendor } = one;
  const connect = useAction(
    (fields: ConnectStore) => sendProved(deskLinks.connectStore(storeId), fields),
    onClose,
  );
  const filled = (form: FormData, name: string) => {
    const text = String(form.get(name) ?? '').trim();
    return text === '' ? {} : { [name]: text };
  };
  return (
    <Dialog
      title={t('desk.connections.connect-of', { store, vendor: vendorNames[vendor] })}
      onClose={onClose}
    >
      <Form
        schema={ConnectStore}
        fields={(form) => ({
          vendor,
          ...filled(form, 'shop'),
          ...filled(form, 'clientId'),
          ...filled(form, 'location'),
          ...(form.get('sandbox') === 'on' && { sandbox: true }),
          key: String(form.get('key')).trim(),
        })}
        action={connect}
        submit={t('desk.connections.connect')}
      >
        {vendor === 'shopify' ? (
          <>
            <Text name="shop" hint={t('desk.connections.shop-hint')} />
            <Text name="clientId" hint={t('desk.connections.client-hint')} />
          </>
        ) : (
          <>
            <Text name="location" hint={t('desk.connections.location-hint')} />
            <label className="choice">
              <input type="checkbox" name="sandbox" />
              <span>{t('desk.connections.sandbox')}</span>
            </label>
          </>
        )}
        <Text name="key" hint={t('desk.connections.key-hint')} />
      </Form>
    </Dialog>
  );
}

function Text({
  name,
  hint,
}: {
  readonly name: 'shop' | 'clientId' | 'location' | 'key';
  readonly hint: string;
}) {
  const { t } = useOperationsWords();
  return (
    <Field label={t(`desk.connections.of-${name}`)} name={name} hint={hint}>
      {(ties) => (
        <input
          className="input"
          type={name === 'key' ? 'password' : 'text'}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          {...ties}
        />
      )}
    </Field>
  );
}
