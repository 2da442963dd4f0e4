import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type BothTried,
  type Playground as Offered,
  TryMoment,
} from '#contract/desk/desk-foresight.ts';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useMyself } from '#desk/api/me.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { usualPurchaseMinor } from '#domain/desk/beginning/template.ts';
import { textIn } from '#domain/program/text.ts';
import { channels } from '#domain/values/channel.ts';
import { minorDigits } from '#domain/values/currency.ts';
import { writeDecimal } from '#domain/values/money.ts';
import { read, send } from '#web/client.ts';
import { type ChosenDraft, DraftChoice, fieldsOf, Who, wallText } from './playground-form.tsx';
import { Tried } from './tried.tsx';

/** What a member, or somebody invented, sees and earns in a store at a moment, and why. */
export function PlaygroundPage() {
  const { t } = useForesightWords();
  const [draft, setDraft] = useState('');
  const offered = useQuery({
    queryKey: ['playground'],
    queryFn: () => read(deskLinks.playground),
    // The moment that is offered at first stays while somebody types.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const ofDraft = useQuery({
    queryKey: ['playground', draft],
    queryFn: () => read(deskList(deskLinks.playground, { draft })),
    enabled: draft !== '',
  });
  return (
    <Page title={t('desk.playground.title')} hint={t('desk.playground.hint')}>
      {offered.data ? (
        <Known
          offered={ofDraft.data ?? offered.data}
          draft={{ chosen: draft, failure: ofDraft.error, choose: setDraft }}
        />
      ) : (
        <Waiting failure={offered.error} onRetry={() => void offered.refetch()} />
      )}
    </Page>
  );
}

interface TriedOnce {
  readonly both: BothTried;
  readonly minor: number;
  readonly draft: string;
}

function Known({ offered, draft }: { readonly offered: Offered; readonly draft: ChosenDraft }) {
  const { t, language } = useForesightWords();
  const { timeZone } = useMyself().program;
  const [tried, setTried] = useState<TriedOnce | null>(null);
  const [memberId, setMemberId] = useState<string | null>(null);
  const { currency } = offered;
  const action = useAction(async (fields: TryMoment) => {
    const both = await send(deskLinks.playground, fields);
    const name = offered.drafts.find(({ id }) => id === fields.draft)?.name ?? '';
    setTried({ both, minor: fields.minor, draft: name });
  });
  return (
    <>
      <section className="panel">
        <Form
          schema={TryMoment}
          fields={(form) => fieldsOf(form, { currency, timeZone, memberId, draft: draft.chosen })}
          action={action}
          submit={t('desk.playground.yes')}
        >
          <DraftChoice offered={offered} {...draft} />
          <Who offered={offered} memberId={memberId} onChoose={setMemberId} />
          <div className="fields">
            <Field label={t('desk.playground.store')} name="storeId">
              {(ties) => (
                <select className="input" {...ties}>
                  {offered.stores.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('desk.playground.at')} name="at">
              {(ties) => (
                <input
                  className="input"
                  type="datetime-local"
                  required
                  defaultValue={wallText(offered.now, timeZone)}
                  {...ties}
                />
              )}
            </Field>
            <Field label={t('desk.playground.amount', { currency })} name="minor">
              {(ties) => (
                <input
                  className="input"
                  inputMode="decimal"
                  defaultValue={writeDecimal(
                    usualPurchaseMinor('any', currency),
                    minorDigits(currency),
                  )}
                  {...ties}
                />
              )}
            </Field>
            <Field label={t('desk.playground.channel')} name="channel">
              {(ties) => (
                <select className="input" {...ties}>
                  {channels.map((channel) => (
                    <option key={channel} value={channel}>
                      {t(`desk.playground.channel.${channel}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={t('desk.playground.category')} name="category">
              {(ties) => <input className="input" maxLength={200} dir="auto" {...ties} />}
            </Field>
            <Field label={t('desk.playground.product')} name="product">
              {(ties) => <input className="input" maxLength={64} dir="ltr" {...ties} />}
            </Field>
          </div>
          {offered.acts.length > 0 && (
            <fieldset className="roles">
              <legend>{t('desk.playground.acts')}</legend>
              {offered.acts.map(({ id, name }) => (
                <label key={id} className="choice">
                  <input type="checkbox" name="acts" value={id} />
                  <span>{textIn(name, language)}</span>
                </label>
              ))}
            </fieldset>
          )}
        </Form>
      </section>
      {tried && <Tried {...tried} offered={offered} />}
    </>
  );
}
