import { tierNameOf } from '#domain/program/gone.ts';
import { amountOff, type Program, type Reward } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';

const minuteMs = 60_000;

/** Minutes of the day. */
interface Hours {
  readonly from: number;
  readonly until: number;
}

/**
 * What a reward asks besides points, in sentences: where an experience is and how it is booked, days and hours, what the
 * purchase must come to, and who has it earlier. Written on the server, so that no page need carry these words; null: nothing.
 * @param at while it has not begun for everybody, who has it earlier is said too; absent: nobody asks, because it is taken
 */
export function rewardTerms(
  program: Program,
  reward: Reward,
  language: string,
  at = Number.POSITIVE_INFINITY,
): string | null {
  const known = isLanguage(language) ? language : 'en';
  const t = everything(known);
  const format = formatOf(known, program.timeZone);
  const { days, hours, minimumMinor, from = 0, early = [], worth } = reward;
  const sentences = [
    ...(worth.kind === 'experience'
      ? [t('terms.place', { place: textIn(worth.place, known) }), textIn(worth.booking, known)]
      : []),
    ...(days
      ? [t('earning.days', { days: format.list(days.map((day) => t(`earning.${day}`))) })]
      : []),
    ...(hours ? [t('earning.between', hoursIn(known, hours))] : []),
    ...(minimumMinor === undefined
      ? []
      : [t('terms.minimum', { money: format.money(amountOff(minimumMinor, program)) })]),
    ...(at < from ? early : []).map((one) =>
      t('terms.early', {
        tier: tierNameOf(program, one.tier, known),
        date: format.date(one.from),
      }),
    ),
  ];
  return sentences.length === 0 ? null : sentences.join(' ');
}

/** From which minute of the day to which, as the language writes a time. They are the program's, so no time zone moves them. */
export function hoursIn(language: Language, { from, until }: Hours): Record<keyof Hours, string> {
  const { time } = formatOf(language, 'UTC');
  return { from: time(from * minuteMs), until: time(until * minuteMs) };
}
