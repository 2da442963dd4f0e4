import { type ReactNode, useId, useState } from 'react';
import type { FileValue } from '#contract/desk/desk-program.ts';
import { listAt, speaks, textAt, wordsAt } from '#desk/api/file-content.ts';
import { useWords } from '#desk/api/words.tsx';
import { TiedField, type Ties } from '#desk/ui/form.tsx';
import { type FilePath, placeText } from '#domain/program/words/file-place.ts';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { useEditing, useFaultAt, useProgramWords } from './editing.ts';
import { entriesOf, lineOf } from './list-line.ts';

export interface FieldProps {
  readonly path: FilePath;
  readonly label: string;
  readonly hint?: string;
}

/** A field of the file: its name is its place there, by which a fault is found. */
export function AtPlace({
  path,
  ...field
}: FieldProps & { readonly children: (ties: Ties) => ReactNode }) {
  const fault = useFaultAt(path);
  return (
    <TiedField
      {...field}
      name={placeText(path)}
      fault={fault ? (id) => <Fault id={id} reason={fault} /> : null}
    />
  );
}

const Fault = ({ id, reason }: { readonly id?: string; readonly reason: string }) => (
  <p id={id} className="field-fault">
    {reason}
  </p>
);

/** One line: a text, a number, an amount, a day or a colour, as the file writes it. */
export function TextField({
  kind = 'text',
  ...field
}: FieldProps & { readonly kind?: 'text' | 'number' | 'date' | 'color' }) {
  const { content, readOnly, change } = useEditing();
  const value = textAt(content, field.path);
  // A time with its offset, which a calendar can't show.
  const plain = kind === 'date' && value.length > 10;
  const read = (typed: string) => (kind === 'number' ? plainNumber(typed) : typed);
  return (
    <AtPlace {...field}>
      {(ties) => (
        <input
          className={kind === 'color' ? 'input colour' : 'input'}
          type={kind === 'number' || plain ? 'text' : kind}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          dir={kind === 'text' ? 'auto' : 'ltr'}
          autoComplete="off"
          readOnly={readOnly}
          value={value}
          onChange={({ target }) => change(field.path, read(target.value) || undefined)}
          {...ties}
        />
      )}
    </AtPlace>
  );
}

/** Words in each language: English is needed, the other may be left out. */
export function WordsField({ path, label, hint }: FieldProps) {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const words = wordsAt(content, path);
  const both = useFaultAt(path);
  const faults = { en: useFaultAt([...path, 'en']), ar: useFaultAt([...path, 'ar']) };
  const id = useId();
  const put = (next: { readonly en: string; readonly ar: string }) =>
    change(path, next.ar === '' ? next.en || undefined : next);
  // As it was when the form was opened: what is typed must not move.
  const [isSpoken] = useState(() => speaks(content, 'ar'));
  const field = (language: 'en' | 'ar') => {
    const fault = faults[language] ?? (language === 'en' ? both : null);
    return (
      <div className="field">
        <label htmlFor={`${id}-${language}`} className="soft">
          {t(language === 'en' ? 'desk.program.english' : 'desk.program.arabic')}
        </label>
        <input
          id={`${id}-${language}`}
          name={placeText(language === 'en' ? path : [...path, language])}
          className="input"
          autoComplete="off"
          lang={language}
          dir={language === 'ar' ? 'rtl' : 'ltr'}
          readOnly={readOnly}
          value={words[language]}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? `${id}-${language}-fault` : undefined}
          onChange={({ target }) => put({ ...words, [language]: target.value })}
        />
        {fault && <Fault id={`${id}-${language}-fault`} reason={fault} />}
      </div>
    );
  };
  return (
    <fieldset className="field words">
      <legend>{label}</legend>
      {field('en')}
      {isSpoken ? (
        field('ar')
      ) : (
        <details>
          <summary>{t('desk.program.arabic')}</summary>
          {field('ar')}
        </details>
      )}
      {hint && <p className="soft">{hint}</p>}
    </fieldset>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of a few; `optional`: or none of them. */
export function ChoiceField({
  choices,
  optional = false,
  usual = '',
  onChoose,
  ...field
}: FieldProps & {
  readonly choices: readonly Choice[];
  readonly optional?: boolean;
  /** What holds where the file says nothing. */
  readonly usual?: string;
  readonly onChoose?: (value: string) => void;
}) {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const value = textAt(content, field.path) || usual;
  const known = value === '' || choices.some((one) => one.value === value);
  return (
    <AtPlace {...field}>
      {(ties) => (
        <select
          className="input"
          disabled={readOnly}
          value={value}
          onChange={({ target }) =>
            onChoose
              ? onChoose(target.value)
              : change(field.path, target.value === '' ? undefined : target.value)
          }
          {...ties}
        >
          {optional && <option value="">{t('desk.program.any')}</option>}
          {!known && <option value={value}>{value}</option>}
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </AtPlace>
  );
}

/** Some of a few; none: the file does not say it, and all of them are meant. */
export function ChecksField({
  path,
  label,
  choices,
}: FieldProps & { readonly choices: readonly Choice[] }) {
  const { content, readOnly, change } = useEditing();
  const chosen = listAt(content, path);
  const fault = useFaultAt(path);
  // What is in the file and can't be chosen is a fault that is put right here.
  const others = chosen.filter((one) => choices.every(({ value }) => value !== one));
  const offered = [
    ...choices,
    ...others.flatMap((one) => (typeof one === 'string' ? [{ value: one, label: one }] : [])),
  ];
  const toggle = (value: string, on: boolean) => {
    const next: readonly FileValue[] = offered
      .map((one) => one.value)
      .filter((one) => (one === value ? on : chosen.includes(one)));
    change(path, next.length === 0 ? undefined : next);
  };
  return (
    <fieldset className="field words">
      <legend>{label}</legend>
      <div className="row">
        {offered.map((one) => (
          <label key={one.value} className="choice">
            <input
              type="checkbox"
              name={placeText(path)}
              disabled={readOnly}
              checked={chosen.includes(one.value)}
              onChange={({ target }) => toggle(one.value, target.checked)}
            />
            <bdi>{one.label}</bdi>
          </label>
        ))}
      </div>
      {fault && <Fault reason={fault} />}
    </fieldset>
  );
}

/** A list as one line: its entries stand between commas, or between what none of them contains. What is typed stays as it is while it is typed. */
export function ListField(field: FieldProps) {
  const { content, readOnly, change } = useEditing();
  const { language } = useWords();
  const [typed, setTyped] = useState<string | null>(null);
  const found = listAt(content, field.path).filter((one) => typeof one === 'string');
  return (
    <AtPlace {...field}>
      {(ties) => (
        <input
          className="input"
          dir="auto"
          autoComplete="off"
          readOnly={readOnly}
          value={typed ?? lineOf(found, language)}
          onChange={({ target }) => {
            setTyped(target.value);
            const next = entriesOf(target.value, found);
            change(field.path, next.length === 0 ? undefined : next);
          }}
          // Another condition may come to stand here, and somebody else's list.
          onBlur={() => setTyped(null)}
          {...ties}
        />
      )}
    </AtPlace>
  );
}
