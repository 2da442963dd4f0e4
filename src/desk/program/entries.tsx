import { type ReactNode, useState } from 'react';
import type { FileValue } from '#contract/desk/desk-program.ts';
import { listAt, moved, textAt, wordsAt } from '#desk/api/file-content.ts';
import { Dialog } from '#desk/ui/dialog.tsx';
import { placeText } from '#domain/program/words/file-place.ts';
import { useEditing, useProgramWords } from './editing.ts';

interface EntriesProps {
  /** The list's key in the file. */
  readonly list: 'rewards' | 'earning' | 'tiers' | 'facts' | 'segments' | 'stores';
  /** What of an entry stands beside its name while it is closed. */
  readonly aside: (entry: FileValue) => string;
  readonly form: (index: number) => ReactNode;
  readonly adding: (close: () => void) => ReactNode;
  readonly add: string;
}

/** A list of the file: each entry opens where it stands, moves up and down, and can be taken out. */
export function Entries({ list, aside, form, adding, add }: EntriesProps) {
  const { t, language } = useProgramWords();
  const { content, readOnly, change, faults } = useEditing();
  const entries = listAt(content, [list]);
  const [open, setOpen] = useState(false);
  return (
    <section className="stack">
      {entries.length === 0 && <p className="soft">{t('desk.program.none')}</p>}
      <ol className="rows">
        {entries.map((entry, index) => {
          const id = textAt(entry, ['id']);
          const words = wordsAt(entry, ['name']);
          const name = words[language] || words.en || id;
          const wrong = faults.some(({ path }) => path.startsWith(placeText([list, index])));
          return (
            <Entry key={id || index} name={name} aside={aside(entry)} wrong={wrong}>
              {form(index)}
              {!readOnly && (
                <div className="row">
                  {index > 0 && (
                    <button
                      type="button"
                      className="button quiet small"
                      aria-label={t('desk.program.up', { name })}
                      onClick={() => change([list], moved(entries, index, -1))}
                    >
                      ↑
                    </button>
                  )}
                  {index < entries.length - 1 && (
                    <button
                      type="button"
                      className="button quiet small"
                      aria-label={t('desk.program.down', { name })}
                      onClick={() => change([list], moved(entries, index, 1))}
                    >
                      ↓
                    </button>
                  )}
                  <button
                    type="button"
                    className="button danger small"
                    aria-label={t('desk.program.retire-of', { name })}
                    onClick={() => change([list, index], undefined)}
                  >
                    {t('desk.program.retire')}
                  </button>
                  {list === 'rewards' && (
                    <span className="soft">{t('desk.program.retire-hint')}</span>
                  )}
                  {list === 'stores' && (
                    <span className="soft">{t('desk.program.retire-store-hint')}</span>
                  )}
                </div>
              )}
            </Entry>
          );
        })}
      </ol>
      {!readOnly && (
        <div>
          <button type="button" className="button quiet" onClick={() => setOpen(true)}>
            {add}
          </button>
        </div>
      )}
      {open && (
        <Dialog title={add} onClose={() => setOpen(false)}>
          {adding(() => setOpen(false))}
        </Dialog>
      )}
    </section>
  );
}

/** Native disclosure; what is inside is drawn while it is open, since a program may have a hundred rewards. */
function Entry({
  name,
  aside,
  wrong,
  children,
}: {
  readonly name: string;
  readonly aside: string;
  readonly wrong: boolean;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const shown = open || wrong;
  return (
    <li>
      <details
        className="entry-of-list"
        open={shown}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          <b>
            <bdi>{name}</bdi>
          </b>
          <span className="soft">{aside}</span>
        </summary>
        {shown && <div className="form">{children}</div>}
      </details>
    </li>
  );
}

/** The name of what is added, and what else its kind needs. */
export function Adding({
  label,
  submit,
  children,
  onAdd,
}: {
  readonly label: string;
  readonly submit: string;
  readonly children?: ReactNode;
  onAdd(name: string, form: FormData): void;
}) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const name = String(form.get('name')).trim();
        if (name !== '') onAdd(name, form);
      }}
    >
      <div className="field">
        <label htmlFor="added-name">{label}</label>
        <input
          id="added-name"
          name="name"
          className="input"
          autoComplete="off"
          required
          maxLength={60}
        />
      </div>
      {children}
      <button type="submit" className="button">
        {submit}
      </button>
    </form>
  );
}
