import type { Move } from '#contract/desk/desk-foresight.ts';
import type { Program } from '#domain/program/program.ts';
import { digitGroups } from '#i18n/format.ts';
import type { WhatIf } from '#server/usecases/standing/what-if.ts';
import { localText } from './admin-time.ts';

/** What a program would do to tiers, as an administrator reads it. */
export function whatIfLines(found: WhatIf, { timeZone }: Program): string[] {
  const { beginsAt, members, atOnce, later, laterBefore } = found;
  const begins = `${localText(beginsAt, timeZone)} (${timeZone})`;
  return [
    `Nothing was loaded. ${members} members, as it would begin on ${begins}, if nothing more is bought until then:`,
    ...moveLines(atOnce),
    'Within a year after that, of those who then buy nothing:',
    ...moveLines(later),
    'The same under the program that it replaces:',
    ...moveLines(laterBefore),
  ];
}

export const moveLines = (moves: readonly Move[]): string[] =>
  moves.length === 0 ? ['  nobody moves'] : moves.map(moveLine);

const moveLine = ({ from, to, members, sample }: Move): string =>
  `  ${from} → ${to}: ${members}, such as ${sample.map(digitGroups).join(', ')}`;
