import type { FileContents } from '#contract/desk/desk-program.ts';
import { freshId, listAt, textAt } from '#desk/api/file-content.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { type SegmentKind, segmentKinds } from '#domain/segments/segment.ts';
import { languages } from '#i18n/language.ts';
import { monthNames } from '#i18n/month-name.ts';
import { useEditing, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { ChecksField, ChoiceField, ListField, TextField, WordsField } from './fields.tsx';
import { StoresField, useNamed } from './rewards.tsx';

/** A right beginning of each kind of condition. */
const begins: Readonly<Record<SegmentKind, FileContents>> = {
  bought: { times: '3', within: 'month' },
  'not-bought': { 'within-days': '60' },
  spent: { spend: '100', within: 'year' },
  tier: {},
  points: { 'at-least': '100' },
  language: {},
  birthday: {},
  joined: { 'at-least-days': '30' },
};

const isKind = (text: string): text is SegmentKind => segmentKinds.some((kind) => kind === text);

/** Members by what is true of them, for rewards and news. */
export function Segments() {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const found = listAt(content, ['segments']);
  return (
    <section className="stack">
      <p className="soft">{t('desk.program.segments-hint')}</p>
      {!readOnly && <p className="soft">{t('desk.program.segments-later')}</p>}
      <Entries
        list="segments"
        add={t('desk.program.add-segment')}
        aside={(entry) => t('desk.program.conditions', { count: listAt(entry, ['all']).length })}
        form={(index) => <SegmentForm path={['segments', index]} />}
        adding={(close) => (
          <Adding
            label={t('desk.program.field.name')}
            submit={t('desk.program.add-yes')}
            onAdd={(name) => {
              const id = freshId(name, 'segment', found);
              const all = [{ kind: 'bought', ...begins.bought }];
              change(['segments', found.length], { id, name, all });
              close();
            }}
          />
        )}
      />
    </section>
  );
}

function SegmentForm({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const all = [...path, 'all'];
  const conditions = listAt(content, all);
  return (
    <>
      <WordsField path={[...path, 'name']} label={t('desk.program.field.name')} />
      <p className="soft">{t('desk.program.all-true')}</p>
      {conditions.map((condition, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no id, and its fields show what the file has there.
        <fieldset key={index} className="panel form">
          <Condition path={[...all, index]} kind={textAt(condition, ['kind'])} />
          {!readOnly && conditions.length > 1 && (
            <div>
              <button
                type="button"
                className="button danger small"
                onClick={() => change([...all, index], undefined)}
              >
                {t('desk.program.segments-take-out')}
              </button>
            </div>
          )}
        </fieldset>
      ))}
      {!readOnly && conditions.length < 10 && (
        <div>
          <button
            type="button"
            className="button quiet small"
            onClick={() =>
              change([...all, conditions.length], { kind: 'not-bought', ...begins['not-bought'] })
            }
          >
            {t('desk.program.add-condition')}
          </button>
        </div>
      )}
    </>
  );
}

interface OfCondition {
  readonly path: FilePath;
  readonly kind: string;
}

/** What it asks. Another kind takes what the one before asked away. */
function Condition({ path, kind }: OfCondition) {
  const { t } = useProgramWords();
  const { change } = useEditing();
  const choices = segmentKinds.map((value) => ({
    value,
    label: t(`desk.program.option.${value}`),
  }));
  return (
    <>
      <ChoiceField
        path={[...path, 'kind']}
        label={t('desk.program.field.condition')}
        choices={choices}
        onChoose={(next) => {
          if (isKind(next)) change(path, { kind: next, ...begins[next] });
        }}
      />
      {isKind(kind) && <Asked path={path} kind={kind} />}
    </>
  );
}

function Asked({ path, kind }: OfCondition & { readonly kind: SegmentKind }) {
  const { t, language } = useProgramWords();
  const tiers = useNamed('tiers');
  const at = (key: string) => [...path, key];
  const number = (key: 'at-least' | 'at-most' | 'at-least-days' | 'at-most-days') => (
    <TextField kind="number" path={at(key)} label={t(`desk.program.field.${key}`)} />
  );
  switch (kind) {
    case 'tier':
      return (
        <ChecksField path={at('tiers')} label={t('desk.program.field.in-tiers')} choices={tiers} />
      );
    case 'language':
      return (
        <ChecksField
          path={at('languages')}
          label={t('desk.program.field.languages')}
          choices={languages.map((one) => ({ value: one.language, label: one.name }))}
        />
      );
    case 'birthday':
      return (
        <ChecksField
          path={at('months')}
          label={t('desk.program.field.months')}
          choices={monthNames(language).map((label, month) => ({ value: `${month + 1}`, label }))}
        />
      );
    case 'points':
      return (
        <div className="pair">
          {number('at-least')}
          {number('at-most')}
        </div>
      );
    case 'joined':
      return (
        <div className="pair">
          {number('at-least-days')}
          {number('at-most-days')}
        </div>
      );
    default:
      return <Bought path={path} kind={kind} />;
  }
}

const windows = ['day', 'week', 'month', 'year'] as const;

/** Which purchases are counted, how often or how much, and since when. */
function Bought({ path, kind }: OfCondition) {
  const { t } = useProgramWords();
  const at = (key: string) => [...path, key];
  return (
    <>
      {kind === 'bought' && (
        <TextField
          kind="number"
          path={at('times')}
          label={t('desk.program.field.at-least-times')}
        />
      )}
      {kind === 'spent' && (
        <TextField
          kind="number"
          path={at('spend')}
          label={t('desk.program.field.at-least-spend')}
        />
      )}
      {kind !== 'spent' && (
        <>
          <ListField path={at('categories')} label={t('desk.program.field.categories')} />
          <ListField path={at('products')} label={t('desk.program.field.products')} />
        </>
      )}
      <div className="pair">
        <ChoiceField
          optional
          path={at('within')}
          label={t('desk.program.field.within')}
          choices={windows.map((value) => ({ value, label: t(`desk.segment.${value}`) }))}
        />
        <TextField kind="number" path={at('within-days')} label={t('desk.program.field.or-days')} />
      </div>
      <StoresField path={at('stores')} />
    </>
  );
}
