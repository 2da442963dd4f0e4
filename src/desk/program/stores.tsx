import type { FileContents } from '#contract/desk/desk-program.ts';
import { listAt, textAt, valueAt } from '#desk/api/file-content.ts';
import { newPoster, newStore, newTill } from '#desk/api/new-store.ts';
import { mintVendors, ways } from '#domain/program/way.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { useEditing, useFaultAt, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { ChoiceField, TextField, WordsField } from './fields.tsx';

interface AtStore {
  /** Where the store stands. */
  readonly path: FilePath;
}

/** Where members buy: each store with its tills and its posters. */
export function Stores() {
  const { t } = useProgramWords();
  const { content, change, taken } = useEditing();
  return (
    <section className="stack">
      <p className="soft">{t('desk.program.stores-hint')}</p>
      <FaultHere path={['stores']} />
      <Entries
        list="stores"
        add={t('desk.stores.add-store')}
        aside={(entry) => t('desk.home.tills', { count: listAt(entry, ['tills']).length })}
        form={(index) => <StoreForm path={['stores', index]} />}
        adding={(close) => (
          <Adding
            label={t('desk.program.field.name')}
            submit={t('desk.program.add-yes')}
            onAdd={(name) => {
              const till = t('desk.program.till-name', { number: '1' });
              const next = listAt(content, ['stores']).length;
              change(['stores', next], newStore({ content, taken }, name, till));
              close();
            }}
          />
        )}
      />
    </section>
  );
}

function StoreForm({ path }: AtStore) {
  const { t } = useProgramWords();
  return (
    <>
      <TextField path={[...path, 'name']} label={t('desk.program.field.name')} />
      <FaultHere path={[...path, 'id']} />
      <WayField path={path} />
      <Tills path={path} />
      <Posters path={path} />
    </>
  );
}

/** How its tills take vouchers. A vendor goes with one way only, and leaves with it. */
function WayField({ path }: AtStore) {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const store = valueAt(content, path) as FileContents; // The form is of a store that is there.
  const choose = (way: string) => {
    const { way: _, mint: __, ...rest } = store;
    if (way === 'page') change(path, rest);
    else if (way === 'mint') change(path, { ...rest, way, mint: mintVendors[0] });
    else change(path, { ...rest, way });
  };
  return (
    <>
      <ChoiceField
        path={[...path, 'way']}
        label={t('desk.program.field.way')}
        choices={ways.map((value) => ({ value, label: t(`desk.program.option.${value}`) }))}
        usual="page"
        onChoose={choose}
      />
      {(store.way === 'mint' || store.mint !== undefined) && (
        <ChoiceField
          path={[...path, 'mint']}
          label={t('desk.program.field.mint')}
          choices={mintVendors.map((value) => ({
            value,
            label: t(`desk.program.option.${value}`),
          }))}
        />
      )}
    </>
  );
}

/** Its tills. The last one stays: a store without a till takes nothing. */
function Tills({ path }: AtStore) {
  const { t } = useProgramWords();
  const { content, readOnly, change, taken } = useEditing();
  const at = [...path, 'tills'];
  const tills = listAt(content, at);
  const number = `${tills.length + 1}`;
  return (
    <fieldset className="field words">
      <legend>{t('desk.stores.tills')}</legend>
      <FaultHere path={at} />
      {tills.map((till, index) => (
        <div key={textAt(till, ['id']) || index} className="stack">
          <TextField
            path={[...at, index, 'name']}
            label={t('desk.program.till-label', { number: `${index + 1}` })}
          />
          <FaultHere path={[...at, index, 'id']} />
          {!readOnly && tills.length > 1 && (
            <Remove path={[...at, index]} name={textAt(till, ['name'])} />
          )}
        </div>
      ))}
      {!readOnly && (
        <div>
          <button
            type="button"
            className="button quiet small"
            onClick={() => {
              const name = t('desk.program.till-name', { number });
              const storeId = textAt(content, [...path, 'id']);
              change([...at, tills.length], newTill({ content, taken }, storeId, name));
            }}
          >
            {t('desk.stores.add-till')}
          </button>
        </div>
      )}
    </fieldset>
  );
}

/** Its posters: where each hangs. What its code leads to is never typed. */
function Posters({ path }: AtStore) {
  const { t, language } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const at = [...path, 'posters'];
  const posters = listAt(content, at);
  return (
    <fieldset className="field words">
      <legend>{t('desk.program.posters')}</legend>
      <FaultHere path={at} />
      {posters.map((poster, index) => {
        const placement = textAt(poster, ['placement']);
        const place = textAt(poster, ['place', language]) || textAt(poster, ['place']);
        return (
          <div key={placement || index} className="stack">
            <WordsField
              path={[...at, index, 'place']}
              label={t('desk.program.poster-place', { placement })}
            />
            <FaultHere path={[...at, index, 'placement']} />
            {!readOnly && <Remove path={[...at, index]} name={place || placement} />}
          </div>
        );
      })}
      {!readOnly && (
        <div>
          <button
            type="button"
            className="button quiet small"
            onClick={() => change([...at, posters.length], newPoster({ content }))}
          >
            {t('desk.program.add-poster')}
          </button>
        </div>
      )}
    </fieldset>
  );
}

function Remove({ path, name }: AtStore & { readonly name: string }) {
  const { t } = useProgramWords();
  const { change } = useEditing();
  return (
    <div>
      <button
        type="button"
        className="button danger small"
        aria-label={t('desk.program.retire-of', { name })}
        onClick={() => change(path, undefined)}
      >
        {t('desk.program.retire')}
      </button>
    </div>
  );
}

/** What is wrong with something that has no field of its own: an id, a whole list. */
function FaultHere({ path }: { readonly path: FilePath }) {
  const fault = useFaultAt(path);
  return fault && <p className="field-fault">{fault}</p>;
}
