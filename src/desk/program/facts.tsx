import { freshId, listAt, textAt, wordsAt } from '#desk/api/file-content.ts';
import { profileFacts } from '#domain/program/earning-rule.ts';
import type { FilePath } from '#domain/program/words/file-place.ts';
import { useEditing, useProgramWords } from './editing.ts';
import { Adding, Entries } from './entries.tsx';
import { ChoiceField, WordsField } from './fields.tsx';

/** Facts by name, so that rules can give for them. */
export function Facts() {
  const { t } = useProgramWords();
  const { content, change } = useEditing();
  const found = listAt(content, ['facts']);
  return (
    <section className="stack">
      <h2>{t('desk.program.facts')}</h2>
      <p className="soft">{t('desk.program.facts-hint')}</p>
      <Entries
        list="facts"
        add={t('desk.program.add-fact')}
        aside={(entry) => textAt(entry, ['id'])}
        form={(index) => (
          <WordsField path={['facts', index, 'name']} label={t('desk.program.field.name')} />
        )}
        adding={(close) => (
          <Adding
            label={t('desk.program.field.name')}
            submit={t('desk.program.add-yes')}
            onAdd={(name) => {
              change(['facts', found.length], { id: freshId(name, 'fact', found), name });
              close();
            }}
          />
        )}
      />
    </section>
  );
}

/** What members tell of themselves, and what other systems tell of them. */
export function FactField({ path, label }: { readonly path: FilePath; readonly label: string }) {
  const { t, language } = useProgramWords();
  const { content } = useEditing();
  const say = {
    name: 'desk.program.option.name',
    birthday: 'desk.program.option.birthday-fact',
  } as const;
  const named = listAt(content, ['facts']).map((fact) => {
    const [value, words] = [textAt(fact, ['id']), wordsAt(fact, ['name'])];
    return { value, label: words[language] || words.en || value };
  });
  const own = profileFacts.map((value) => ({ value, label: t(say[value]) }));
  return <ChoiceField path={path} label={label} choices={[...own, ...named]} />;
}
