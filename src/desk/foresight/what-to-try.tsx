import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { FileContents, ProgramText } from '#contract/desk/desk-program.ts';
import { listAt, textAt, withValue, wordsAt } from '#desk/api/file-content.ts';
import { type ForesightWords, useForesightWords } from '#desk/api/foresight-words.ts';
import { Field } from '#desk/ui/form.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { type FilePath, placeText } from '#domain/program/words/file-place.ts';
import { plainNumber } from '#domain/values/latin-digits.ts';
import { read } from '#web/client.ts';

/** What is tried: a draft by its id, the program in force with another number, or a file. */
const [oneNumber, ownFile] = ['number', 'file'] as const;

/**
 * Fields of a form that say which program is tried, as the text of its file in a field `text`: a draft, with its id in a
 * field `draft`, the one in force with one number changed, or a file of one's own.
 */
export function WhatToTry() {
  const { t } = useForesightWords();
  const program = useQuery({ queryKey: ['program'], queryFn: () => read(deskLinks.program) });
  const drafts = program.data?.drafts ?? [];
  const [asked, setAsked] = useState<string | null>(null);
  const chosen = asked ?? drafts[0]?.id ?? oneNumber;
  const inForce = program.data?.versions.find(({ state }) => state === 'in-force')?.version;
  const isDraft = chosen !== oneNumber && chosen !== ownFile;
  const begun = useQuery<ProgramText>({
    queryKey: ['rehearse', isDraft ? chosen : inForce],
    queryFn: () =>
      isDraft ? read(deskLinks.draft(chosen)) : read(deskLinks.programVersion(String(inForce))),
    enabled: inForce !== undefined,
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <Field label={t('desk.rehearse.what')} name="what">
        {(ties) => (
          <select
            className="input"
            {...ties}
            value={chosen}
            onChange={({ target }) => setAsked(target.value)}
          >
            {drafts.map(({ id, name }) => (
              <option key={id} value={id}>
                {t('desk.rehearse.draft', { name })}
              </option>
            ))}
            <option value={oneNumber}>{t('desk.rehearse.one-number')}</option>
            <option value={ownFile}>{t('desk.rehearse.own-file')}</option>
          </select>
        )}
      </Field>
      {begun.data ? (
        chosen === ownFile ? (
          <OwnFile text={begun.data.text} />
        ) : chosen === oneNumber && begun.data.content ? (
          <OneNumber content={begun.data.content} />
        ) : (
          <>
            <input type="hidden" name="text" value={begun.data.text} />
            {isDraft && <input type="hidden" name="draft" value={chosen} />}
          </>
        )
      ) : (
        <Waiting
          failure={program.error ?? begun.error}
          onRetry={() => void (program.error ? program : begun).refetch()}
        />
      )}
    </>
  );
}

/** The program in force with another number, chosen among those that people ask about. */
function OneNumber({ content }: { readonly content: FileContents }) {
  const words = useForesightWords();
  const { t } = words;
  const numbers = numbersIn(words, content);
  const [at, setAt] = useState(numbers[0]?.place ?? '');
  const chosen = numbers.find(({ place }) => place === at);
  const [typed, setTyped] = useState<string | null>(null);
  const now = chosen ? textAt(content, chosen.path) : '';
  const value = typed ?? now;
  // JSON is YAML, and the numbers of lines matter only to who wrote the file.
  const text = JSON.stringify(
    chosen ? withValue(content, chosen.path, plainNumber(value)) : content,
  );
  return (
    <>
      <div className="fields">
        <Field label={t('desk.rehearse.number')} name="number">
          {(ties) => (
            <select
              className="input"
              {...ties}
              value={at}
              onChange={({ target }) => {
                setAt(target.value);
                setTyped(null);
              }}
            >
              {numbers.map(({ place, label }) => (
                <option key={place} value={place}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={t('desk.rehearse.number-to')}
          name="to"
          hint={t('desk.rehearse.number-now', { now })}
        >
          {(ties) => (
            <input
              className="input"
              inputMode="decimal"
              dir="ltr"
              autoComplete="off"
              {...ties}
              value={value}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
      </div>
      <input type="hidden" name="text" value={text} />
    </>
  );
}

interface NumberAt {
  readonly path: FilePath;
  readonly place: string;
  readonly label: string;
}

/** The numbers that a program has, in the order in which they are asked about. */
function numbersIn({ t, language }: ForesightWords, content: FileContents): NumberAt[] {
  const at = (path: FilePath, label: string): NumberAt[] =>
    textAt(content, path) === '' ? [] : [{ path, place: placeText(path), label }];
  const named = (list: 'rewards' | 'tiers', say: (path: FilePath, name: string) => NumberAt[]) =>
    listAt(content, [list]).flatMap((entry, index) => {
      const words = wordsAt(entry, ['name']);
      return say([list, index], words[language] || words.en);
    });
  return [
    ...at(['points-per-unit'], t('desk.rehearse.number.points-per-unit')),
    ...at(['welcome-points'], t('desk.rehearse.number.welcome-points')),
    ...at(['points-last-months'], t('desk.rehearse.number.points-last-months')),
    ...named('rewards', (path, name) => [
      ...at([...path, 'points'], t('desk.rehearse.number.reward-points', { name })),
      ...at([...path, 'worth', 'amount'], t('desk.rehearse.number.reward-amount', { name })),
    ]),
    ...named('tiers', (path, name) => [
      ...(path[1] === 0
        ? []
        : at([...path, 'from'], t('desk.rehearse.number.tier-from', { name }))),
      ...at([...path, 'rate'], t('desk.rehearse.number.tier-rate', { name })),
    ]),
  ];
}

/** A file that is chosen, or the one in force, to read and change. */
function OwnFile({ text }: { readonly text: string }) {
  const { t } = useForesightWords();
  const [typed, setTyped] = useState(text);
  return (
    <>
      <Field label={t('desk.rehearse.file')} name="file">
        {(ties) => (
          <input
            className="input"
            type="file"
            accept=".yaml,.yml,text/*"
            {...ties}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              void file?.text().then(setTyped);
            }}
          />
        )}
      </Field>
      <Field label={t('desk.rehearse.text')} name="text" hint={t('desk.rehearse.text-hint')}>
        {(ties) => (
          <textarea
            className="input yaml"
            dir="ltr"
            rows={12}
            spellCheck={false}
            {...ties}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </>
  );
}
