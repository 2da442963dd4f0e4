import { useState } from 'react';
import { BeginPlace } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { Field, Form } from '#desk/ui/form.tsx';
import { TimeZoneField } from '#desk/ui/listed-field.tsx';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { currencies, minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { languages, localeOf } from '#i18n/language.ts';
import { send } from '#web/client.ts';
import type { StepProps } from './step.ts';

/** Languages, currency, time zone, and what a usual purchase comes to, from which all amounts follow. */
export function PlaceForm({ t, beginning, onDone }: StepProps) {
  const { revision, answers } = beginning;
  const { language } = useWords();
  const [currency, setCurrency] = useState(answers.currency);
  const [purchase, setPurchase] = useState(answers.purchase);
  const [timeZone, setTimeZone] = useState(answers.timeZone);
  const save = useAction((wish: BeginPlace) => send(deskLinks.beginPlace, wish), onDone);
  const names = new Intl.DisplayNames(localeOf(language), { type: 'currency' });
  return (
    <Form
      schema={BeginPlace}
      fields={(form) => ({
        revision,
        languages: form.getAll('languages'),
        currency,
        timeZone: timeZone.trim(),
        purchase,
      })}
      action={save}
      submit={t('begin.save')}
    >
      <fieldset className="roles">
        <legend>{t('begin.languages')}</legend>
        <p className="soft">{t('begin.languages-hint')}</p>
        {languages
          .filter((one) => one.language !== 'en')
          .map((one) => (
            <label key={one.language} className="choice">
              <input
                type="checkbox"
                name="languages"
                value={one.language}
                defaultChecked={answers.languages.includes(one.language)}
              />
              <span lang={one.language}>{one.name}</span>
            </label>
          ))}
      </fieldset>
      <Field label={t('begin.currency')} name="currency">
        {(ties) => (
          <select
            className="input"
            value={currency}
            onChange={({ target: { value } }) => {
              setCurrency(value);
              const usual = usualPurchaseMinor(answers.template, value);
              setPurchase(writeDecimal(usual, minorDigits(value)));
            }}
            {...ties}
          >
            {currencies().map((code) => (
              <option key={code} value={code}>
                {`${code} · ${names.of(code) ?? code}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('begin.purchase')} name="purchase" hint={t('begin.purchase-hint')}>
        {(ties) => (
          <input
            className="input short"
            inputMode="decimal"
            dir="ltr"
            autoComplete="off"
            value={purchase}
            onChange={(event) => setPurchase(event.target.value)}
            {...ties}
          />
        )}
      </Field>
      <TimeZoneField
        label={t('begin.time-zone')}
        name="timeZone"
        hint={t('begin.time-zone-hint')}
        value={timeZone}
        onChange={setTimeZone}
      />
    </Form>
  );
}
