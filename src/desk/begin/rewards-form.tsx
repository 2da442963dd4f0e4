import { type ReactNode, useState } from 'react';
import { BeginRewards, type TemplateReward } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { useWords } from '#desk/api/words.tsx';
import { useFault } from '#desk/ui/fault-context.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { textIn } from '#domain/program/text.ts';
import { languages } from '#i18n/language.ts';
import { send } from '#web/client.ts';
import { Earning } from './earning-list.tsx';
import type { BeginWords, StepProps } from './step.ts';

/** What the template promises to members: each reward is kept, called what the shop has instead, or taken away. */
export function RewardsForm({ t, beginning, onDone }: StepProps) {
  const { revision, rewards, answers } = beginning;
  const save = useAction((wish: BeginRewards) => send(deskLinks.beginRewards, wish), onDone);
  const spoken = languages.filter(
    ({ language }) => language === 'en' || answers.languages.includes(language),
  );
  return (
    <Form
      schema={BeginRewards}
      fields={(form) => ({
        revision,
        kept: form.getAll('kept'),
        names: [...form].flatMap(([field, typed]) => {
          const [list, id = '', language = ''] = field.split('.');
          return list === 'names' ? [{ id, language, name: String(typed) }] : [];
        }),
        amounts: [...form].flatMap(([field, typed]) => {
          const [list, id = ''] = field.split('.');
          return list === 'amounts' ? [{ id, amount: String(typed) }] : [];
        }),
      })}
      action={save}
      submit={t('begin.save')}
    >
      <Earning t={t} earning={beginning.earning} />
      <fieldset className="roles">
        <legend>{t('begin.rewards-kept')}</legend>
        <p className="soft">{t('begin.rewards-hint')}</p>
        {rewards.map((reward) => (
          <OneReward
            key={reward.id}
            t={t}
            reward={reward}
            spoken={spoken}
            currency={answers.currency}
          />
        ))}
        <KeptFault />
      </fieldset>
    </Form>
  );
}

function OneReward({
  t,
  reward,
  spoken,
  currency,
}: {
  readonly t: BeginWords;
  readonly reward: TemplateReward;
  readonly spoken: typeof languages;
  readonly currency: string;
}) {
  const { id, name, points, tier, isKept, isNamed, amount } = reward;
  const { language } = useWords();
  const [kept, setKept] = useState(isKept);
  const [changes, setChanges] = useState(false);
  const said = textIn(name, language);
  return (
    <div className="form own-reward">
      {kept && <input type="hidden" name="kept" value={id} />}
      <div className="own-reward-head">
        <div>
          <Called kept={kept}>
            <bdi>{said}</bdi>
          </Called>
          <span className="soft">
            {tier
              ? t('begin.rewards-points-from', { points, tier: textIn(tier, language) })
              : t('begin.rewards-points', { points })}
          </span>
        </div>
        <div className="row">
          {kept && (isNamed || amount !== null) && !changes && (
            <button type="button" className="button quiet small" onClick={() => setChanges(true)}>
              {t('begin.change')}
              <span className="heard"> {said}</span>
            </button>
          )}
          <button type="button" className="button quiet small" onClick={() => setKept(!kept)}>
            {t(kept ? 'begin.rewards-take' : 'begin.rewards-give')}
            <span className="heard"> {said}</span>
          </button>
        </div>
      </div>
      {/* They stay while the reward is taken away, so that it can be given after all with what was typed. */}
      {changes && (
        <div hidden={!kept}>
          <div className="form">
            {isNamed &&
              spoken.map((one, at) => (
                <Field
                  key={one.language}
                  label={t('begin.rewards-name', { language: one.name })}
                  name={`names.${id}.${one.language}`}
                >
                  {(ties) => (
                    <input
                      // The button that opened it is gone, and the focus with it.
                      ref={at === 0 ? toFocus : null}
                      className="input"
                      autoComplete="off"
                      dir="auto"
                      disabled={!kept}
                      lang={one.language}
                      defaultValue={name[one.language] ?? ''}
                      {...ties}
                    />
                  )}
                </Field>
              ))}
            {amount !== null && (
              <Field
                label={t('begin.rewards-amount', { currency })}
                name={`amounts.${id}`}
                hint={t('begin.rewards-amount-hint', { points })}
              >
                {(ties) => (
                  <input
                    ref={toFocus}
                    className="input short"
                    inputMode="decimal"
                    dir="ltr"
                    autoComplete="off"
                    disabled={!kept}
                    defaultValue={amount}
                    {...ties}
                  />
                )}
              </Field>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

const toFocus = (input: HTMLInputElement | null): void => input?.focus();

/** What is taken away is struck out, and can be given after all. */
const Called = ({ kept, children }: { readonly kept: boolean; readonly children: ReactNode }) =>
  kept ? <b>{children}</b> : <del>{children}</del>;

function KeptFault() {
  const fault = useFault('kept');
  return (
    fault && (
      <p className="field-fault" role="alert">
        {fault}
      </p>
    )
  );
}
