import { useState } from 'react';
import { useMay, useMyself } from '#desk/api/me.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import type { Translate } from '#i18n/translate.ts';

/** What the shop keeps of a sale, and what it may owe in points, is in no program: whoever looks says it. */
export function AskedForm({
  t,
  marginPercent,
  busy,
  onLook,
}: {
  readonly t: Translate<'audit' | 'common'>;
  readonly marginPercent: number;
  readonly busy: boolean;
  onLook(asked: Readonly<Record<string, string>>): void;
}) {
  const maySee = useMay()('see-figures');
  const { currency } = useMyself().program;
  const [wrong, setWrong] = useState(false);
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const typed = String(form.get('liability') ?? '').trim();
        const minor = typed === '' ? null : readAmount(typed, currency);
        setWrong(typed !== '' && minor === null);
        if (typed !== '' && minor === null) return;
        const margin = plainNumber(String(form.get('margin')));
        onLook(minor === null ? { margin } : { margin, liability: String(minor) });
      }}
    >
      <div className="fields">
        <div className="field">
          <label htmlFor="margin">{t('audit.margin')}</label>
          <input
            className="input"
            id="margin"
            name="margin"
            inputMode="numeric"
            dir="ltr"
            autoComplete="off"
            // Digits of any keyboard, which a field of numbers alone would not take.
            pattern="\s*([1-9٠-٩۰-۹][0-9٠-٩۰-۹]?|100)\s*"
            required
            defaultValue={marginPercent}
            aria-describedby="margin-hint"
          />
          <p id="margin-hint" className="soft">
            {t('audit.margin-hint')}
          </p>
        </div>
        {maySee && (
          <div className="field">
            <label htmlFor="liability">{t('audit.liability', { currency })}</label>
            <input
              className="input"
              id="liability"
              name="liability"
              inputMode="decimal"
              dir="ltr"
              autoComplete="off"
              maxLength={14}
              aria-invalid={wrong || undefined}
              aria-describedby="liability-hint"
            />
            <p id="liability-hint" className="soft">
              {t('audit.liability-hint')}
            </p>
            {wrong && (
              <p className="field-fault" role="alert">
                {t('audit.liability-wrong', {
                  example: writeDecimal(5_000 * 10 ** minorDigits(currency), minorDigits(currency)),
                })}
              </p>
            )}
          </div>
        )}
      </div>
      <div className="row">
        <button type="submit" className="button quiet" aria-disabled={busy}>
          {t('audit.look')}
        </button>
      </div>
    </form>
  );
}
