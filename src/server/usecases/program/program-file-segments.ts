import type { FileCondition } from '#contract/program/segments.ts';
import type { ProgramFile } from '#contract/program-file.ts';
import type { Program } from '#domain/program/program.ts';
import type { Buying, SegmentCondition, Window } from '#domain/segments/segment.ts';
import { isLanguage, languages } from '#i18n/language.ts';
import { goodsIn, type Path, type Reader } from './program-file-terms.ts';

type Key = Exclude<keyof FileCondition, 'kind'>;

const where = ['stores', 'within', 'within-days'] as const;

/** The keys of each kind: those that it needs, and those that it may have. */
const keysOf: Readonly<
  Record<FileCondition['kind'], { needs?: readonly Key[]; may?: readonly Key[] }>
> = {
  bought: { may: ['times', 'products', 'categories', ...where] },
  'not-bought': { may: ['products', 'categories', ...where] },
  spent: { needs: ['spend'], may: where },
  tier: { needs: ['tiers'] },
  points: { may: ['at-least', 'at-most'] },
  language: { needs: ['languages'] },
  birthday: { needs: ['months'] },
  joined: { may: ['at-least-days', 'at-most-days'] },
};

/** Segments, in the domain's values. */
export function segmentSettings(
  { segments }: ProgramFile,
  reader: Reader,
): Pick<Program, 'segments'> {
  if (!segments) return {};
  return {
    segments: segments.map(({ id, name, all }, index) => ({
      id,
      name: reader.words(name, ['segments', index, 'name']),
      all: all.map((one, place) => conditionOf(one, ['segments', index, 'all', place], reader)),
    })),
  };
}

function conditionOf(file: FileCondition, path: Path, reader: Reader): SegmentCondition {
  keyFaults(file, path, reader);
  const { kind, times, spend, tiers = [], months = [] } = file;
  switch (kind) {
    case 'bought':
      return { kind, times: Number(times ?? 1), ...buyingOf(file) };
    case 'not-bought':
      return { kind, ...buyingOf(file) };
    case 'spent': {
      const { goods: _none, ...buying } = buyingOf(file);
      return { kind, atLeastMinor: reader.minor(spend ?? '1', [...path, 'spend']), ...buying };
    }
    case 'tier':
      return { kind, tiers };
    case 'points':
      return { kind, ...numbers({ atLeast: file['at-least'], atMost: file['at-most'] }) };
    case 'language':
      return { kind, languages: languagesOf(file, path, reader) };
    case 'birthday':
      return { kind, months: months.map(Number) };
    case 'joined':
      return {
        kind,
        ...numbers({ atLeastDays: file['at-least-days'], atMostDays: file['at-most-days'] }),
      };
  }
}

function buyingOf(file: FileCondition): Buying {
  const { products, categories, stores } = file;
  const within = windowOf(file);
  return {
    ...((products || categories) && { goods: goodsIn({ products, categories }) }),
    ...(stores && { stores }),
    ...(within && { within }),
  };
}

function windowOf({ within, 'within-days': days }: FileCondition): Window | null {
  if (within !== undefined) return { period: within };
  return days === undefined ? null : { days: Number(days) };
}

const numbers = <K extends string>(texts: Readonly<Record<K, string | undefined>>) =>
  Object.fromEntries(
    Object.entries<string | undefined>(texts).flatMap(([key, text]) =>
      text === undefined ? [] : [[key, Number(text)]],
    ),
  ) as { readonly [N in K]?: number };

function languagesOf({ languages: named = [] }: FileCondition, path: Path, reader: Reader) {
  named.forEach((language, place) => {
    if (isLanguage(language)) return;
    const known = languages.map((one) => one.language).join(', ');
    const reason = `is not a language that Tillpass speaks (${known})`;
    reader.fault([...path, 'languages', place], reason);
  });
  return named;
}

function keyFaults({ kind, ...file }: FileCondition, path: Path, reader: Reader): void {
  const { needs = [], may = [] } = keysOf[kind];
  for (const key of Object.keys(file) as Key[]) {
    if (![...needs, ...may].includes(key)) reader.fault([...path, key], `does not go with ${kind}`);
  }
  for (const key of needs) {
    if (file[key] === undefined) reader.fault([...path, key], `is missing: ${kind} needs it`);
  }
  if (file.within !== undefined && file['within-days'] !== undefined) {
    reader.fault([...path, 'within-days'], 'stands beside within: one of the two');
  }
}
