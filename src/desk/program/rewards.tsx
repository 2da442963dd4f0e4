import type { FileValue } from '#contract/desk/desk-program.ts';
import { freshId, listAt, textAt, wordsAt } from '#desk/api/file-content.ts';
import { useReach } from '#desk/api/use-reach.ts';
import { glyphs } from '#domain/program/glyph.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { weekdays } from '#domain/values/calendar.ts';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { periods } from '#domain/values/period.ts';
import { useEditing, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { ChecksField, type Choice, ChoiceField, TextField, WordsField } from './fields.tsx';
import { PictureField } from './picture-field.tsx';

const worths = [
  'amount-off',
  'percent-off',
  'free-product',
  'free-shipping',
  'experience',
  'perk',
] as const;

/** What members can have for their points. */
export function Rewards() {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const rewards = listAt(content, ['rewards']);
  const reach = useReach(content);
  return (
    <Entries
      list="rewards"
      add={t('desk.program.add-reward')}
      aside={(entry) =>
        beside(
          t('desk.program.costs', { count: Number(textAt(entry, ['points'])) || 0 }),
          reach(listAt(entry, ['segments'])),
        )
      }
      form={(index) => <RewardForm path={['rewards', index]} />}
      adding={(close) => (
        <Adding
          label={t('desk.program.field.name')}
          submit={t('desk.program.add-yes')}
          onAdd={(name) => {
            const id = freshId(name, 'reward', rewards);
            change(['rewards', rewards.length], newReward(id, name));
            close();
          }}
        />
      )}
    />
  );
}

/** What stands beside an entry's name, with how many members it is for where that is known. */
export const beside = (said: string, reach: string): string =>
  reach === '' ? said : `${said} · ${reach}`;

/** A beginning that is right: whoever adds it says what it is. */
const newReward = (id: string, name: string): FileValue => ({
  id,
  name,
  instruction: name,
  worth: { kind: 'perk' },
  points: '100',
});

function RewardForm({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const at = (...steps: FilePath) => [...path, ...steps];
  return (
    <>
      <WordsField path={at('name')} label={t('desk.program.field.name')} />
      <div className="pair">
        <TextField kind="number" path={at('points')} label={t('desk.program.field.points')} />
        <TextField kind="number" path={at('stock')} label={t('desk.program.field.stock')} />
      </div>
      <Worth path={at('worth')} />
      <WordsField path={at('instruction')} label={t('desk.program.field.instruction')} />
      <WordsField path={at('about')} label={t('desk.program.field.about')} />
      <div className="pair">
        <TextField kind="date" path={at('from')} label={t('desk.program.field.from-day')} />
        <TextField kind="date" path={at('until')} label={t('desk.program.field.until-day')} />
      </div>
      <div className="pair">
        <TierField path={at('tier')} />
        <TextField kind="number" path={at('minimum')} label={t('desk.program.field.minimum')} />
      </div>
      <PerMember path={at('per-member')} />
      <SegmentsField path={at('segments')} />
      <StoresField path={at('stores')} />
      <DaysField path={at('days')} />
      <ChoiceField
        optional
        path={at('icon')}
        label={t('desk.program.field.icon')}
        choices={glyphs.map((value) => ({ value, label: value }))}
      />
      <PictureField path={at('picture')} use="reward" label={t('desk.program.field.picture')} />
    </>
  );
}

/** What it is, and what that kind needs. Another kind takes the needs of the one before away. */
function Worth({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const kind = textAt(content, [...path, 'kind']);
  const at = (key: string) => [...path, key];
  return (
    <>
      <ChoiceField
        path={at('kind')}
        label={t('desk.program.field.worth')}
        choices={worths.map((value) => ({ value, label: t(`desk.program.option.${value}`) }))}
        onChoose={(value) => change(path, { kind: value })}
      />
      {kind === 'amount-off' && (
        <TextField kind="number" path={at('amount')} label={t('desk.program.field.amount')} />
      )}
      {kind === 'percent-off' && (
        <TextField kind="number" path={at('percent')} label={t('desk.program.field.percent')} />
      )}
      {kind === 'free-product' && (
        <WordsField path={at('product')} label={t('desk.program.field.product')} />
      )}
      {kind === 'experience' && (
        <>
          <WordsField path={at('place')} label={t('desk.program.field.place')} />
          <WordsField path={at('booking')} label={t('desk.program.field.booking')} />
        </>
      )}
    </>
  );
}

/** The lowest tier that may have it. */
function TierField({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  return (
    <ChoiceField
      optional
      path={path}
      label={t('desk.program.field.tier')}
      choices={useNamed('tiers')}
    />
  );
}

/** Only for whom; nothing where the draft has no segment and none is named. */
export function SegmentsField({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content } = useEditing();
  const choices = useNamed('segments');
  const named = listAt(content, path);
  const reach = useReach(content)(named);
  if (choices.length === 0 && named.length === 0) return null;
  return (
    <>
      <ChecksField path={path} label={t('desk.program.field.segments')} choices={choices} />
      {reach !== '' && <p className="soft">{reach}</p>}
    </>
  );
}

export function StoresField({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  return (
    <ChecksField path={path} label={t('desk.program.field.stores')} choices={useNamed('stores')} />
  );
}

function DaysField({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const choices = weekdays.map((value) => ({ value, label: t(`desk.program.option.${value}`) }));
  return <ChecksField path={path} label={t('desk.program.field.days')} choices={choices} />;
}

/** How often, and in which period: one says nothing without the other. */
export function PerMember({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content, readOnly, change } = useEditing();
  const count = textAt(content, [...path, 'count']);
  const every = textAt(content, [...path, 'every']) || 'ever';
  const put = (next: { readonly count: string; readonly every: string }) =>
    change(path, next.count === '' ? undefined : next);
  const choices = periods.map((value) => ({ value, label: t(`desk.program.option.${value}`) }));
  return (
    <div className="pair">
      <div className="field">
        <label>
          {t('desk.program.field.per-member')}
          <input
            className="input"
            inputMode="numeric"
            dir="ltr"
            autoComplete="off"
            readOnly={readOnly}
            value={count}
            onChange={({ target }) => put({ count: plainNumber(target.value), every })}
          />
        </label>
      </div>
      <ChoiceField
        path={[...path, 'every']}
        label={t('desk.program.field.every')}
        choices={choices}
        usual="ever"
        onChoose={(value) => put({ count, every: value })}
      />
    </div>
  );
}

/** The tiers, stores, segments or rewards of the draft, by id. */
export function useNamed(list: 'tiers' | 'stores' | 'rewards' | 'segments'): readonly Choice[] {
  const { content } = useEditing();
  const { language } = useProgramWords();
  return listAt(content, [list]).map((entry) => {
    const value = textAt(entry, ['id']);
    const words = wordsAt(entry, ['name']);
    return { value, label: words[language] || words.en || value };
  });
}
