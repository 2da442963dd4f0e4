import type { FileRule } from '#contract/program/earning-rules.ts';
import { categoryKey, productKey } from '#domain/earning/goods.ts';
import type {
  EarningConditions,
  EarningLimits,
  Goods,
  SurveyRule,
} from '#domain/program/earning-rule.ts';
import type { ProgramFault } from '#domain/program/program-fault.ts';
import type { Text } from '#domain/program/text.ts';
import { minuteOf } from './program-file-times.ts';

/** What a way to earn asks, as a file says it: conditions, limits, and the question of a survey. */

export type Path = ProgramFault['path'];

/** How the reader of the whole file reads parts of it. */
export interface Reader {
  minor(text: string, path: Path): number;
  words(words: FileRule['name'], path: Path): Text;
  fault(path: Path, reason: string): void;
}

/** What a survey asks; without a question or answers the file is refused elsewhere. */
export function questionOf(
  { question, answers = [], version, 'every-days': everyDays }: FileRule,
  path: Path,
  reader: Reader,
): Pick<SurveyRule, 'question' | 'answers' | 'version' | 'everyDays'> {
  return {
    question: reader.words(question ?? '?', [...path, 'question']),
    answers: answers.map(({ id, text }, place) => ({
      id,
      text: reader.words(text, [...path, 'answers', place, 'text']),
    })),
    version: Number(version ?? 1),
    ...(everyDays !== undefined && { everyDays: Number(everyDays) }),
  };
}

export function whenOf(when: FileRule['when'], path: Path, reader: Reader): EarningConditions {
  if (!when) return {};
  const { tiers, segments, stores, channels, days, hours, products, categories } = when;
  const { except, minimum } = when;
  return {
    ...(tiers && { tiers }),
    ...(segments && { segments }),
    ...(stores && { stores }),
    ...(channels && { channels }),
    ...(days && { days }),
    ...(hours && { hours: { from: minuteOf(hours.from), until: minuteOf(hours.until) } }),
    ...((products || categories) && { goods: goodsIn({ products, categories }) }),
    ...(except && { except: goodsIn(except) }),
    ...(minimum !== undefined && {
      minimumMinor: reader.minor(minimum, [...path, 'minimum']),
    }),
  };
}

/** Goods that a rule or a segment names, spelled for comparison. */
export const goodsIn = ({
  products,
  categories,
}: {
  products?: readonly string[] | undefined;
  categories?: readonly string[] | undefined;
}): Goods => ({
  ...(products && { products: products.map(productKey) }),
  ...(categories && { categories: categories.map(categoryKey) }),
});

export function limitsOf(limits: FileRule['limits']): EarningLimits {
  if (!limits) return {};
  const { 'per-day': perDay, 'per-member': perMember, 'in-all': inAll, budget } = limits;
  return {
    ...(perDay !== undefined && { perDay: Number(perDay) }),
    ...(perMember && { perMember: { count: Number(perMember.count), every: perMember.every } }),
    ...(inAll !== undefined && { inAll: Number(inAll) }),
    ...(budget !== undefined && { budget: Number(budget) }),
  };
}
