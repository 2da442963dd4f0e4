import { useState } from 'react';
import type { Playground as Offered } from '#contract/desk/desk-foresight.ts';
import { useForesightWords } from '#desk/api/foresight-words.ts';
import { useMay } from '#desk/api/me.ts';
import { useMembersFound } from '#desk/api/queries.ts';
import { useSentence } from '#desk/api/words.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Field } from '#desk/ui/form.tsx';
import { Note } from '#desk/ui/note.tsx';
import { useSettled } from '#desk/ui/use-settled.ts';
import { textIn } from '#domain/program/text.ts';
import { dayOf, dayText, instantOfWall, minuteOfDay } from '#domain/values/calendar.ts';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { readAmount } from '#domain/values/typed-amount.ts';
import { digitGroups } from '#i18n/format.ts';

export interface ChosenDraft {
  /** Its id; empty: none. */
  readonly chosen: string;
  /** Why it can't be tried; null: it can. */
  readonly failure: unknown;
  choose(id: string): void;
}

/** A draft that is tried beside what is in force; where there is none, nothing is asked. */
export function DraftChoice({
  offered,
  chosen,
  failure,
  choose,
}: ChosenDraft & { readonly offered: Offered }) {
  const { t } = useForesightWords();
  const sentence = useSentence();
  if (offered.drafts.length === 0) return null;
  return (
    <>
      <div className="fields">
        <Field
          label={t('desk.playground.draft')}
          name="draft"
          hint={t('desk.playground.draft-hint')}
        >
          {(ties) => (
            <select
              className="input"
              {...ties}
              value={chosen}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              <option value="">{t('desk.playground.no-draft')}</option>
              {offered.drafts.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      {failure !== null && <Note bad>{sentence(failure)}</Note>}
    </>
  );
}

/** A member who was looked for, or somebody new with a tier and points. */
export function Who({
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
      <Fault error={found.error} />
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
export function fieldsOf(
  form: FormData,
  {
    currency,
    timeZone,
    memberId,
    draft,
  }: {
    readonly currency: string;
    readonly timeZone: string;
    readonly memberId: string | null;
    readonly draft: string;
  },
): Record<string, unknown> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const points = Number(plainNumber(text('points')));
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
    ...(draft !== '' && { draft }),
  };
}

/** An instant as a field for a local time has it. */
export function wallText(at: number, timeZone: string): string {
  const minute = minuteOfDay(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dayText(dayOf(at, timeZone))}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
