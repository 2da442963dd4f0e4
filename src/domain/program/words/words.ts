import type { Program } from '#domain/program/program.ts';
import type { Text } from '#domain/program/text.ts';
import type { FilePath } from './file-place.ts';

/** Words of a program, and where its file has them. */
export interface Said {
  readonly path: FilePath;
  readonly text: Text;
}

/** The languages that a shop has words in, English first, as every program has it. */
export const spokenLanguages = (program: Program): string[] => [
  ...new Set(['en', ...wordsOf(program).flatMap(({ text }) => Object.keys(text))]),
];

/** Every text of a program that people read. */
export function wordsOf({ tiers, rewards, stores, earning = [] }: Program): Said[] {
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
