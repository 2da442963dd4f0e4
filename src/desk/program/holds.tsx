import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { FileContents, FileValue } from '#contract/desk/desk-program.ts';
import { listAt, textAt, wordsAt } from '#desk/api/file-content.ts';
import { deskPlaces, type ProgramPart } from '#desk/api/places.ts';
import { useProgramWords } from './editing.ts';

const listed = ['rewards', 'earning', 'segments', 'tiers', 'stores'] as const;

/** What the program in force has, part by part: each is one press away. */
export function Holds({ content }: { readonly content: FileContents }) {
  const { t, format, language } = useProgramWords();
  const nameOf = (entry: FileValue) => {
    const words = wordsAt(entry, ['name']);
    return words[language] || words.en || textAt(entry, ['id']);
  };
  const number = (...path: string[]) => format.number(Number(textAt(content, path)) || 0);
  return (
    <section className="stack">
      <h2>{t('desk.program.holds')}</h2>
      <ul className="rows">
        {listed.map((part) => {
          const entries = listAt(content, [part]);
          return (
            <Line key={part} part={part} count={entries.length}>
              {entries.length === 0
                ? t('desk.program.none')
                : format.list(entries.map((entry) => nameOf(entry)))}
            </Line>
          );
        })}
        <Line part="points">
          {t('desk.program.holds-points', {
            points: number('points-per-unit'),
            welcome: number('welcome-points'),
            months: Number(textAt(content, ['points-last-months'])) || 0,
          })}
        </Line>
        <Line part="brand">
          <bdi>{textAt(content, ['name'])}</bdi>{' '}
          <bdi dir="ltr">{textAt(content, ['brand', 'color'])}</bdi>
        </Line>
      </ul>
    </section>
  );
}

function Line({
  part,
  count,
  children,
}: {
  readonly part: ProgramPart;
  readonly count?: number;
  readonly children: ReactNode;
}) {
  const { t, format } = useProgramWords();
  return (
    <li className="line">
      <div>
        <b>
          <Link to={deskPlaces.partOf(part)}>{t(`desk.program.part.${part}`)}</Link>
          {count !== undefined && <span className="chip">{format.number(count)}</span>}
        </b>
        <span className="soft">{children}</span>
      </div>
    </li>
  );
}
