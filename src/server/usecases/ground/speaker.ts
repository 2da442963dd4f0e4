import { tierNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import type { Speaker } from '#i18n/refusal.ts';

/** Formats a program's times and tiers in a language. */
export const speakerOf = (program: Program, language: Language): Speaker => ({
  format: formatOf(language, program.timeZone),
  tierName: (id) => tierNameOf(program, id, language),
});
