import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type MomentTried,
  type Playground as Offered,
  TryMoment,
} from '#contract/desk/desk-foresight.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useMay, useMyself } from '#desk/api/me.ts';
import { useMembersFound } from '#desk/api/queries.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Field, Form } from '#desk/ui/form.tsx';
import { Page } from '#desk/ui/page.tsx';
import { useSettled } from '#desk/ui/use-settled.ts';
import { Waiting } from '#desk/ui/waiting.tsx';
import { textIn } from '#domain/program/text.ts';
import { dayOf, dayText, instantOfWall, minuteOfDay } from '#domain/values/calendar.ts';
import { channels } from '#domain/values/channel.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import { digitGroups } from '#i18n/format.ts';
import { read, send } from '#web/client.ts';
import { Tried } from './tried.tsx';

/** What a member, or somebody invented, sees and earns in a store at a moment, and why. */
export function PlaygroundPage() {
  const { t } = useForesightWords();
  const offered = useQuery({
    queryKey: ['playground'],
    queryFn: () => read(deskLinks.playground),
    // The moment that is offered at first stays while somebody types.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={t('desk.playground.title')} hint={t('desk.playground.hint')}>
      {offered.data ? (
        <Known offered={offered.data} />
      ) : (
        <Waiting failure={offered.error} onRetry={() => void offered.refetch()} />
      )}
    </Page>
  );
}

function Known({ offered }: { readonly offered: Offered }) {
  const { t, language } = useForesightWords();
  const { timeZone } = useMyself().program;
  const [tried, setTried] = useState<{ found: MomentTried; minor: number } | null>(null);
  const [memberId, setMemberId] = useState<string | null>(null);
  const { currency } = offered;
  const action = useAction(async (fields: TryMoment) => {
    setTried({ found: await send(deskLinks.playground, fields), minor: fields.minor });
  });
  return (
    <>
      <section className="panel">
        <Form
          schema={TryMoment}
          fields={(form) => fieldsOf(form, { currency, timeZone, memberId })}
          action={action}
          submit={t('desk.playground.yes')}
        >
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
                <input className="input" inputMode="decimal" defaultValue="40.00" {...ties} />
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

/** A member who was looked for, or somebody new with a tier and points. */
function Who({
  offered,
  memberId,
  onChoose,
}: {
  readonly offered: Offered;
  readonly memberId: string | null;
  onChoose(id: string | null): void;
}) {
  const { t, language } = useForesightWords();
  const maySee = useMay()('see-members');
  const [find, setFind] = useState('');
  const found = useMembersFound(useSettled(find), maySee);
  return (
    <div className="fields">
      {maySee && (
        <Field
          label={t('desk.playground.member')}
          name="find"
          hint={t('desk.playground.member-hint')}
        >
          {(ties) => (
            <input
              className="input"
              type="search"
              autoComplete="off"
              dir="auto"
              maxLength={120}
              {...ties}
              onChange={(event) => {
                setFind(event.currentTarget.value.trim());
                onChoose(null);
              }}
            />
          )}
        </Field>
      )}
      {find.length >= 2 && (
        <Field label={t('desk.playground.found')} name="who">
          {(ties) => (
            <select
              className="input"
              {...ties}
              value={memberId ?? ''}
              onChange={(event) => onChoose(event.currentTarget.value || null)}
            >
              <option value="">{t('desk.playground.invented')}</option>
              {found.data?.rows.map(({ id, name, number }) => (
                <option key={id} value={id}>
                  {`${name ?? ''} ${digitGroups(number)}`.trim()}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {memberId === null && (
        <>
          <Field label={t('desk.playground.tier')} name="tierId">
            {(ties) => (
              <select className="input" {...ties}>
                {offered.tiers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {textIn(name, language)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('desk.playground.points')} name="points">
            {(ties) => <input className="input" inputMode="numeric" defaultValue="0" {...ties} />}
          </Field>
        </>
      )}
    </div>
  );
}

/** What the form says; what can't be read as a number is left as it was typed, and the schema says so at its field. */
function fieldsOf(
  form: FormData,
  {
    currency,
    timeZone,
    memberId,
  }: { readonly currency: string; readonly timeZone: string; readonly memberId: string | null },
): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const points = Number(text('points'));
  const [product, category] = [text('product'), text('category')];
  const wall = Date.parse(`${text('at')}Z`);
  return {
    who: memberId === null ? { tierId: text('tierId'), points } : { memberId },
    storeId: text('storeId'),
    at: Number.isNaN(wall) ? text('at') : instantOfWall(wall, timeZone),
    minor: readAmount(text('minor'), currency) ?? text('minor'),
    channel: text('channel'),
    acts: form.getAll('acts').map(String),
    ...(product !== '' && { product }),
    ...(category !== '' && { category }),
  };
}

/** An instant as a field for a local time has it. */
function wallText(at: number, timeZone: string): string {
  const minute = minuteOfDay(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayText(dayOf(at, timeZone))}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
