import type { HistoryLine, HistoryReason } from '#contract/member.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { type Format, formatOf } from '#i18n/format.ts';
import { historyWords, rateWords } from '#i18n/history.ts';
import { isLanguage } from '#i18n/language.ts';
import { inOnePiece } from '#i18n/one-piece.ts';
import { isolate, type Translate } from '#i18n/translate.ts';
import type { RedemptionUse } from '#server/storage/vouchers/redemption-uses.ts';
import { usedAt } from '#server/usecases/vouchers/used-at.ts';

type Unsaid = Omit<HistoryLine, 'text' | 'notes' | 'place'>;

interface Telling {
  readonly language: string;
  /** What became of the redemption that the line took points for. */
  readonly use: RedemptionUse | undefined;
  /** Whether the line stands under its day, which is not said again. */
  readonly underDay?: boolean | undefined;
}

/** A line of history in the reader's words, so that no phone carries the sentences of every reason. */
export function sayLine(
  program: Program,
  line: Unsaid,
  { language: asked, use, underDay = false }: Telling,
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
  const { day, time, dateTime } = format;
  const timeOf = (at: number) => (underDay && day(at) === day(line.at) ? time : dateTime)(at);
  const place =
    what.rule === 'issue' ? placeOf(t, timeOf, line.at, use && usedAt(program, use)) : null;
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
  timeOf: (at: number) => string,
  takenAt: number,
  used: ReturnType<typeof usedAt> | undefined,
): string {
  if (!used) return t('history.taken', { time: inOnePiece(timeOf(takenAt)) });
  const { at, store, till } = used;
  return t('history.used', {
    store: inOnePiece(store),
    till: inOnePiece(till),
    time: inOnePiece(timeOf(at)),
  });
}
