import { useId, useState } from 'react';
import { useWords } from '#desk/api/words.tsx';
import { currencies } from '#domain/values/currency.ts';
import { localeOf } from '#i18n/language.ts';
import { useFault } from './fault-context.ts';
import { TiedField } from './form.tsx';

interface ListedProps {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly readOnly?: boolean;
  /** What is wrong with it by somebody else's check; null: nothing. */
  readonly fault?: string | null;
  onChange(value: string): void;
}

/** A time zone: typed or chosen by its place, and checked as soon as the field is left. */
export function TimeZoneField(props: ListedProps) {
  const { t } = useWords();
  return (
    <Listed
      {...props}
      options={() =>
        Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, said: saidZone(zone) }))
      }
      isThere={isTimeZone}
      wrong={t('desk.refusal.desk-answer.time-zone')}
    />
  );
}

/** A currency: typed by its code or found by its name. */
export function CurrencyField(props: ListedProps) {
  const { t, language } = useWords();
  return (
    <Listed
      {...props}
      options={() => {
        const names = new Intl.DisplayNames(localeOf(language), { type: 'currency' });
        return currencies().map((code) => ({ value: code, said: names.of(code) ?? code }));
      }}
      isThere={(code) => currencies().includes(code)}
      wrong={t('desk.refusal.desk-answer.currency')}
    />
  );
}

interface Option {
  readonly value: string;
  /** What it is found by, besides itself. */
  readonly said: string;
}

function Listed({
  label,
  name,
  hint,
  value,
  readOnly = false,
  fault,
  onChange,
  options,
  isThere,
  wrong,
}: ListedProps & {
  readonly options: () => readonly Option[];
  readonly isThere: (value: string) => boolean;
  readonly wrong: string;
}) {
  const list = useId();
  const told = useFault(name);
  // Half a name is no fault while somebody types it.
  const [typing, setTyping] = useState(false);
  const [drawn, setDrawn] = useState(false);
  const own = typing || value === '' || isThere(value) ? null : wrong;
  const said = own ?? fault ?? told ?? null;
  return (
    <TiedField
      label={label}
      name={name}
      hint={hint}
      fault={
        said === null
          ? null
          : (id) => (
              <p id={id} className="field-fault" role="alert">
                {said}
              </p>
            )
      }
    >
      {(ties) => (
        <>
          <input
            className="input"
            list={list}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            readOnly={readOnly}
            value={value}
            onFocus={(event) => {
              setDrawn(true);
              // The browser lists what fits what is there: with the old one chosen, typing begins anew.
              event.currentTarget.select();
            }}
            onBlur={() => setTyping(false)}
            onChange={({ target }) => {
              setTyping(true);
              onChange(target.value);
            }}
            {...ties}
          />
          <datalist id={list}>
            {drawn &&
              options().map((one) => (
                <option key={one.value} value={one.value}>
                  {one.said}
                </option>
              ))}
          </datalist>
        </>
      )}
    </TiedField>
  );
}

/** The city first, as people look for it. */
const saidZone = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // An offset is no place with a summer time.
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}
