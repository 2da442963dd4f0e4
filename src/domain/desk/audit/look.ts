import { contrastOf, fillOf } from '#domain/program/brand-colour.ts';
import type { Program } from '#domain/program/program.ts';
import { spokenLanguages, wordsOf } from '#domain/program/words/words.ts';
import { type AuditFinding, found, inProgram, when } from './finding.ts';

/** What the brand and its words look like on a phone. */
export const lookFindings = (program: Program): AuditFinding[] => [
  ...brandFindings(program),
  ...languageFindings(program),
];

/** Paler than this on white, a button can't be seen to be one (WCAG 2.2, 1.4.11, asks for 3 where nothing else shows it). */
const contrastAtLeast = 1.3;

function brandFindings({ brand }: Program): AuditFinding[] {
  const { color, logo, logoPicture } = brand;
  const { ground } = fillOf(color);
  const at = inProgram('brand', 'color');
  return [
    ...when(ground !== color, () => found('brand-colour-dimmed', at, { color, shown: ground })),
    ...when(contrastOf(color, '#ffffff') < contrastAtLeast, () =>
      found('brand-colour-lost', at, { color }),
    ),
    ...when(!logo && !logoPicture, () => found('no-logo', inProgram('brand', 'logo'))),
  ];
}

/** A language in which some words are written, and others are shown in English. One finding a language. */
function languageFindings(program: Program): AuditFinding[] {
  const said = wordsOf(program);
  return spokenLanguages(program).flatMap((language) => {
    if (language === 'en') return [];
    const missing = said.filter(({ text }) => text[language] === undefined);
    const [first] = missing;
    if (!first) return [];
    const values = { language, count: missing.length, words: first.text.en };
    return [found('language-half-done', inProgram(...first.path), values)];
  });
}
