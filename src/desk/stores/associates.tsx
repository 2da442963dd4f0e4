import { useState } from 'react';
import { AddAssociate } from '#contract/desk/desk-input.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { DeskStore } from '#contract/desk/desk-stores.ts';
import { useMay } from '#desk/api/me.ts';
import { sendProved } from '#desk/api/send-proved.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { AskTwice, type Ending } from '#desk/ui/ask-twice.tsx';
import { Dialog } from '#desk/ui/dialog.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { Menu } from '#desk/ui/menu.tsx';
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
  const may = useMay();
  const [asked, setAsked] = useState<Ending | null>(null);
  const askToRenew = () =>
    setAsked({
      title: t('desk.stores.new-pin-of', { name }),
      means: t('desk.stores.new-pin-means'),
      yes: t('desk.stores.new-pin'),
      end: async () => {
        const { pin } = await sendProved(deskLinks.renewPin(id), {});
        onShow(pinShown(t('desk.stores.pin-of', { name }), t('desk.stores.pin-once'), pin));
      },
    });
  const askToDismiss = () =>
    setAsked({
      title: t('desk.stores.dismiss-of', { name }),
      means: t('desk.stores.dismiss-means'),
      yes: t('desk.stores.dismiss'),
      end: () => sendProved(deskLinks.dismiss(id), {}),
    });
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
      </div>
      {may('change-associates') && (
        <Menu label={t('desk.change-it')} name={t('desk.change', { name })}>
          <button type="button" className="menu-item" onClick={askToRenew}>
            {t('desk.stores.new-pin')}
          </button>
          <button type="button" className="menu-item bad" onClick={askToDismiss}>
            {t('desk.stores.dismiss')}
          </button>
        </Menu>
      )}
      {asked && <AskTwice ending={asked} onClose={() => setAsked(null)} />}
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
