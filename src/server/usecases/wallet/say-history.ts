import type { HistoryLine, HistoryReason } from '#contract/member.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { type Format, formatOf } from '#i18n/format.ts';
import { historyWords, rateWords } from '#i18n/history.ts';
import { isLanguage } from '#i18n/language.ts';
import { isolate, type Translate } from '#i18n/translate.ts';
import type { RedemptionUse } from '#server/storage/vouchers/redemption-uses.ts';
import { usedAt } from '#server/usecases/vouchers/used-at.ts';

type Unsaid = Omit<HistoryLine, 'text' | 'notes' | 'place'>;

/**
 * A line of history in the reader's words, so that no phone carries the sentences of every reason.
 * @param use what became of the redemption that the line took points for
 */
export function sayLine(
  program: Program,
  line: Unsaid,
  { language: asked, use }: { language: string; use: RedemptionUse | undefined },
): HistoryLine {
  const language = isLanguage(asked) ? asked : 'en';
  const format = formatOf(language, program.timeZone);
  const t = everything(language);
  const { what, pending } = line;
  const notes = [
    ...earnedBy(t, format, what),
    ...(what.rule === 'purchase' ? (what.rules ?? []) : []).map(
      ({ name, points }) =>
        `${isolate(language, name)} ${isolate(language, format.change(points))}`,
    ),
    ...(pending
      ? [
          t('history.pending', {
            points: pending.points,
            date: format.date(pending.availableAt),
          }),
        ]
      : []),
  ];
  const place =
    what.rule === 'issue' ? placeOf(t, format, line.at, use && usedAt(program, use)) : null;
  return {
    ...line,
    text: historyWords(t, format, what),
    ...(notes.length > 0 && { notes }),
    ...(place !== null && { place }),
  };
}

const earnedBy = (t: Translate, format: Format, what: HistoryReason): readonly string[] =>
  what.rule === 'purchase' || what.rule === 'rated-anew' ? [rateWords(t, format, what)] : [];

/** Where and when a reward was used, which is what people look for; while it was not, when it was taken. */
function placeOf(
  t: Translate,
  format: Format,
  takenAt: number,
  used: ReturnType<typeof usedAt> | undefined,
): string {
  if (!used) return t('history.taken', { time: format.dateTime(takenAt) });
  const { at, store, till } = used;
  return t('history.used', { store, till, time: format.dateTime(at) });
}
