import { useState } from 'react';
import { AddAssociate } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskStore } from '#contract/desk/desk-stores.ts';
import { useMay } from '#desk/api/me.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useSentence, useWords } from '#desk/api/words.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Note } from '#desk/ui/note.tsx';
import type { Shown } from './shown.ts';

interface AssociatesProps {
  readonly store: DeskStore;
  onShow(shown: Shown): void;
}

/** Who may sign in at the store's tills. */
export function Associates({ store, onShow }: AssociatesProps) {
  const { t } = useWords();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  return (
    <section className="stack">
      <h2>{t('desk.stores.associates')}</h2>
      {store.associates.length === 0 && <p className="soft">{t('desk.stores.nobody')}</p>}
      <ul className="rows">
        {store.associates.map((who) => (
          <AssociateLine key={who.id} who={who} onShow={onShow} />
        ))}
      </ul>
      {may('change-associates') && (
        <button type="button" className="button quiet" onClick={() => setAdding(true)}>
          {t('desk.stores.add')}
        </button>
      )}
      {adding && <Adding store={store} onClose={() => setAdding(false)} onShow={onShow} />}
    </section>
  );
}

function AssociateLine({
  who: { id, name, lockedUntil },
  onShow,
}: {
  readonly who: DeskStore['associates'][number];
  onShow(shown: Shown): void;
}) {
  const { t, format } = useWords();
  const sentence = useSentence();
  const may = useMay();
  const renew = useAction(
    () => sendProved(deskLinks.renewPin(id), {}),
    ({ pin }) =>
      onShow(pinShown(t('desk.stores.pin-of', { name }), t('desk.stores.pin-once'), pin)),
  );
  const dismiss = useAction(() => sendProved(deskLinks.dismiss(id), {}));
  const error = renew.error ?? dismiss.error;
  return (
    <li className="line">
      <div>
        <b>
          <bdi>{name}</bdi>
        </b>
        {lockedUntil !== null && (
          <span className="soft">
            {t('desk.stores.locked', { time: format.time(lockedUntil) })}
          </span>
        )}
        {error !== null && <Note bad>{sentence(error)}</Note>}
      </div>
      {may('change-associates') && (
        <Menu label={t('desk.change', { name })}>
          <button type="button" className="menu-item" onClick={() => renew.run()}>
            {t('desk.stores.new-pin')}
          </button>
          <button type="button" className="menu-item bad" onClick={() => dismiss.run()}>
            {t('desk.stores.dismiss')}
          </button>
        </Menu>
      )}
    </li>
  );
}

function Adding({ store, onClose, onShow }: AssociatesProps & { onClose(): void }) {
  const { t } = useWords();
  const add = useAction(
    async (fields: { readonly name: string }) => ({
      ...(await sendProved(deskLinks.addAssociate(store.id), fields)),
      name: fields.name,
    }),
    ({ pin, name }) => {
      onClose();
      onShow(pinShown(t('desk.stores.pin-of', { name }), t('desk.stores.pin-once'), pin));
    },
  );
  return (
    <Dialog title={t('desk.stores.add')} onClose={onClose}>
      <Form
        schema={AddAssociate}
        fields={(form) => ({ name: String(form.get('name')) })}
        action={add}
        submit={t('desk.stores.add-yes')}
      >
        <Field label={t('desk.people.name')} name="name">
          {(ties) => <input className="input" autoComplete="off" dir="auto" {...ties} />}
        </Field>
      </Form>
    </Dialog>
  );
}

const pinShown = (title: string, hint: string, text: string): Shown => ({
  what: 'secret',
  title,
  hint,
  text,
});
