import { contrastOf, fillOf } from '#domain/program/brand-colour.ts';
import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
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

interface Said {
  readonly path: readonly (string | number)[];
  readonly text: Text;
}

/** A language in which some words are written, and others are shown in English. One finding a language. */
function languageFindings(program: Program): AuditFinding[] {
  const said = wordsOf(program);
  const languages = new Set(said.flatMap(({ text }) => Object.keys(text)));
  languages.delete('en');
  return [...languages].flatMap((language) => {
    const missing = said.filter(({ text }) => text[language] === undefined);
    const [first] = missing;
    if (!first) return [];
    const values = { language, count: missing.length, words: first.text.en };
    return [found('language-half-done', inProgram(...first.path), values)];
  });
}

/** Every text of a program that people read. */
function wordsOf({ tiers, rewards, stores, earning = [] }: Program): Said[] {
  return [
    ...tiers.flatMap(({ name, perks }, index) => [
      { path: ['tiers', index, 'name'], text: name },
      ...perks.map((text, at) => ({ path: ['tiers', index, 'perks', at], text })),
    ]),
    ...rewards.flatMap(({ name, about, instruction, worth }, index) => {
      const parts = {
        name,
        about,
        instruction,
        ...(worth.kind === 'free-product' && { product: worth.product }),
        ...(worth.kind === 'experience' && { place: worth.place, booking: worth.booking }),
      };
      return Object.entries(parts).flatMap(([key, text]) => {
        const inWorth = ['product', 'place', 'booking'].includes(key) ? ['worth'] : [];
        return text ? [{ path: ['rewards', index, ...inWorth, key], text }] : [];
      });
    }),
    ...earning.flatMap((rule, index) => [
      { path: ['earning', index, 'name'], text: rule.name },
      ...(rule.kind === 'survey'
        ? [
            { path: ['earning', index, 'question'], text: rule.question },
            ...rule.answers.map(({ text }, at) => ({
              path: ['earning', index, 'answers', at, 'text'],
              text,
            })),
          ]
        : []),
    ]),
    ...stores.flatMap(({ posters }, index) =>
      posters.map(({ place }, at) => ({
        path: ['stores', index, 'posters', at, 'place'],
        text: place,
      })),
    ),
  ];
}
