import { tierNameOf } from '#domain/program/gone.ts';
import { amountOff, type Program, storeOf } from '#domain/program/program.ts';
import type { Buying, SegmentCondition, Window } from '#domain/segments/segment.ts';
import type { Format } from './format.ts';
import { commaOf, type Language, languages } from './language.ts';
import { monthNames } from './month-name.ts';
import type { Translate } from './translate.ts';

/** Who says a condition, and to whom. */
interface Saying {
  readonly t: Translate<'program'>;
  readonly format: Format;
  readonly language: Language;
  readonly program: Program;
}

/** What a condition asks of a member, in words that follow "a member who". */
export function conditionWords(condition: SegmentCondition, saying: Saying): string {
  const { t, format, language, program } = saying;
  switch (condition.kind) {
    case 'bought': {
      const { times } = condition;
      const goods = goodsSaid(condition, saying);
      const said =
        goods === null
          ? t('desk.segment.bought', { times })
          : t('desk.segment.bought-goods', { goods, times });
      return withPlace(said, condition, saying);
    }
    case 'not-bought': {
      const goods = goodsSaid(condition, saying);
      const said =
        goods === null
          ? t('desk.segment.not-bought')
          : t('desk.segment.not-bought-goods', { goods });
      return withPlace(said, condition, saying);
    }
    case 'spent': {
      const money = format.money(amountOff(condition.atLeastMinor, program));
      return withPlace(t('desk.segment.spent', { money }), condition, saying);
    }
    case 'tier': {
      const names = condition.tiers.map((id) => tierNameOf(program, id, language));
      return t('desk.segment.tier', { tiers: format.list(names) });
    }
    case 'points':
      return both(saying, [
        condition.atLeast === undefined
          ? null
          : t('desk.segment.points-least', { points: condition.atLeast }),
        condition.atMost === undefined
          ? null
          : t('desk.segment.points-most', { points: condition.atMost }),
      ]);
    case 'language': {
      const names = languages.flatMap((one) =>
        condition.languages.includes(one.language) ? [one.name] : [],
      );
      return t('desk.segment.language', { languages: format.list(names) });
    }
    case 'birthday': {
      const names = monthNames(language);
      const months = condition.months.flatMap((month) => names[month - 1] ?? []);
      return t('desk.segment.birthday', { months: format.list(months) });
    }
    case 'joined':
      return both(saying, [
        condition.atLeastDays === undefined
          ? null
          : t('desk.segment.joined-least', { days: condition.atLeastDays }),
        condition.atMostDays === undefined
          ? null
          : t('desk.segment.joined-most', { days: condition.atMostDays }),
      ]);
  }
}

const both = ({ format }: Saying, parts: readonly (string | null)[]): string =>
  format.list(parts.filter((one) => one !== null));

const goodsSaid = ({ goods }: Buying, { format }: Saying): string | null =>
  goods ? format.list([...(goods.products ?? []), ...(goods.categories ?? [])]) : null;

/** Where, and since when. */
function withPlace(said: string, { stores, within }: Buying, saying: Saying): string {
  const { t, format, program, language } = saying;
  const names = stores?.map((id) => storeOf(program, id)?.name ?? id);
  const more = [
    ...(within ? [windowSaid(within, saying)] : []),
    ...(names ? [t('desk.segment.stores', { stores: format.list(names) })] : []),
  ];
  return [said, ...more].join(commaOf(language));
}

const windowSaid = (within: Window, { t }: Saying): string =>
  'days' in within
    ? t('desk.segment.days', { days: within.days })
    : t(`desk.segment.${within.period}`);
