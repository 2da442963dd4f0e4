import { pinLength } from '#domain/people/pin.ts';
import { Fault } from '#till/kit/fault.tsx';
import { Field, type FieldFault } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import { toFocus } from './desk-form.tsx';

/** A colleague who may be the second person. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
}

/** A colleague and what they typed; null: nobody was chosen. */
export type Second = { readonly associateId: string; readonly pin: string } | null;

interface SecondPersonProps {
  readonly colleagues: readonly Colleague[];
  readonly second: Second;
  readonly fault: FieldFault | undefined;
  onSecond(second: Second): void;
}

/** A colleague who has seen the receipt confirms it with their own PIN. */
export function SecondPerson({ colleagues, second, fault, onSecond }: SecondPersonProps) {
  const { t } = useWords();
  if (colleagues.length === 0) return <p className="plain-text">{t('till.second-none')}</p>;
  return (
    <fieldset className="second">
      <legend className="field-label">{t('till.second')}</legend>
      <div className="second-names">
        {colleagues.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="button"
            aria-pressed={second?.associateId === id}
            onClick={() => onSecond({ associateId: id, pin: '' })}
          >
            <bdi>{name}</bdi>
          </button>
        ))}
      </div>
      {fault && !second && <Fault text={fault.text} />}
      {second && (
        <Field
          key={second.associateId}
          label={t('till.second-pin')}
          ref={toFocus}
          className="digits-field"
          type="password"
          inputMode="numeric"
          dir="ltr"
          maxLength={pinLength}
          value={second.pin}
          fault={fault}
          onType={(pin) => onSecond({ ...second, pin })}
        />
      )}
    </fieldset>
  );
}

export const isWhole = (second: Second): boolean => second?.pin.length === pinLength;
