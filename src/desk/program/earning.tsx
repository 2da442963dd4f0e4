import { freshId, listAt, textAt } from '#desk/api/file-content.ts';
import { useReach } from '#desk/api/use-reach.ts';
import { stampCounts } from '#domain/program/earning-rule.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { periods } from '#domain/values/period.ts';
import { useEditing, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { FactField, Facts } from './facts.tsx';
import { ChecksField, ChoiceField, ListField, TextField, WordsField } from './fields.tsx';
import { beside, PerMember, SegmentsField, StoresField, useNamed } from './rewards.tsx';
import { type GiftKey, isRuleKind, type OwnKey, type RuleKind, rules } from './rules.ts';

const kinds = Object.keys(rules) as RuleKind[]; // Object.keys forgets the key type.

/** What earns points besides each unit of currency, and the facts that other systems tell. */
export function Earning() {
  return (
    <>
      <Rules />
      <Facts />
    </>
  );
}

function Rules() {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const found = listAt(content, ['earning']);
  const reach = useReach(content);
  const say = (kind: string) => (isRuleKind(kind) ? t(`desk.program.option.${kind}`) : kind);
  return (
    <Entries
      list="earning"
      add={t('desk.program.add-rule')}
      aside={(entry) =>
        beside(say(textAt(entry, ['kind'])), reach(listAt(entry, ['when', 'segments'])))
      }
      form={(index) => <RuleForm path={['earning', index]} />}
      adding={(close) => (
        <Adding
          label={t('desk.program.field.name')}
          submit={t('desk.program.add-yes')}
          onAdd={(name, form) => {
            const kind = String(form.get('kind'));
            if (!isRuleKind(kind)) return;
            const id = freshId(name, kind, found);
            change(['earning', found.length], { id, kind, name, ...rules[kind].begins });
            close();
          }}
        >
          <div className="field">
            <label htmlFor="added-kind">{t('desk.program.field.kind')}</label>
            <select id="added-kind" name="kind" className="input">
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`desk.program.option.${kind}`)}
                </option>
              ))}
            </select>
          </div>
        </Adding>
      )}
    />
  );
}

function RuleForm({ path }: { readonly path: FilePath }) {
  const { t } = useProgramWords();
  const { content } = useEditing();
  const at = (...steps: FilePath) => [...path, ...steps];
  const kind = textAt(content, at('kind'));
  const tiers = useNamed('tiers');
  if (!isRuleKind(kind)) return null;
  const { own = [], limits, when } = rules[kind];
  return (
    <>
      <WordsField path={at('name')} label={t('desk.program.field.name')} />
      <Gift path={path} kind={kind} />
      {own.map((key) => (
        <Own key={key} name={key} path={at(key)} />
      ))}
      <div className="pair">
        <TextField kind="date" path={at('from')} label={t('desk.program.field.from-day')} />
        <TextField kind="date" path={at('until')} label={t('desk.program.field.until-day')} />
      </div>
      {when.includes('tiers') && (
        <ChecksField
          path={at('when', 'tiers')}
          label={t('desk.program.field.tiers')}
          choices={tiers}
        />
      )}
      {when.includes('segments') && <SegmentsField path={at('when', 'segments')} />}
      {when.includes('stores') && <StoresField path={at('when', 'stores')} />}
      {when.includes('categories') && (
        <ListField path={at('when', 'categories')} label={t('desk.program.field.categories')} />
      )}
      {when.includes('minimum') && (
        <TextField
          kind="number"
          path={at('when', 'minimum')}
          label={t('desk.program.field.minimum')}
        />
      )}
      {limits.includes('per-member') && <PerMember path={at('limits', 'per-member')} />}
      <div className="pair">
        {limits.includes('per-day') && (
          <TextField
            kind="number"
            path={at('limits', 'per-day')}
            label={t('desk.program.field.per-day')}
          />
        )}
        {limits.includes('budget') && (
          <TextField
            kind="number"
            path={at('limits', 'budget')}
            label={t('desk.program.field.budget')}
          />
        )}
      </div>
    </>
  );
}

const giftKeys: readonly GiftKey[] = [
  'points',
  'points-per-unit',
  'points-each',
  'times',
  'reward',
];

/** One gift of those that go with the kind: another one takes its place. */
function Gift({ path, kind }: { readonly path: FilePath; readonly kind: RuleKind }) {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const rewards = useNamed('rewards');
  const { gifts } = rules[kind];
  const rule = listAt(content, path.slice(0, 1))[Number(path[1])] ?? {};
  const given = giftKeys.find((key) => textAt(rule, [key]) !== '') ?? gifts[0] ?? 'points';
  const choose = (key: string) => {
    const { [given]: _, ...rest } = rule as Readonly<Record<string, typeof rule>>;
    const value = key === 'reward' ? (rewards[0]?.value ?? '') : key === 'times' ? '2' : '10';
    change(path, { ...rest, [key]: value });
  };
  return (
    <div className="pair">
      {gifts.length > 1 && (
        <div className="field">
          <label>
            {t('desk.program.field.gift')}
            <select className="input" value={given} onChange={({ target }) => choose(target.value)}>
              {gifts.map((key) => (
                <option key={key} value={key}>
                  {t(`desk.program.field.${key}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {given === 'reward' ? (
        <ChoiceField
          path={[...path, 'reward']}
          label={t('desk.program.field.reward')}
          choices={rewards}
        />
      ) : (
        <TextField kind="number" path={[...path, given]} label={t(`desk.program.field.${given}`)} />
      )}
    </div>
  );
}

function Own({ name, path }: { readonly name: OwnKey; readonly path: FilePath }) {
  const { t } = useProgramWords();
  const label = t(`desk.program.field.${name}`);
  const option = (value: (typeof stampCounts)[number] | (typeof periods)[number]) => ({
    value,
    label: t(`desk.program.option.${value}`),
  });
  switch (name) {
    case 'counts':
      return (
        <ChoiceField
          path={path}
          label={label}
          choices={stampCounts.map(option)}
          usual="purchases"
        />
      );
    case 'every':
      return <ChoiceField path={path} label={label} choices={periods.map(option)} usual="month" />;
    case 'fact':
      return <FactField path={path} label={label} />;
    case 'question':
      return <WordsField path={path} label={label} />;
    default:
      return <TextField kind="number" path={path} label={label} />;
  }
}
