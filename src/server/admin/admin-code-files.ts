import type { LoadDryRun } from '#contract/admin/admin-answers.ts';
import type { CodeFileReading, Doubt, DoubtKind } from '#domain/values/code-file.ts';
import { shown } from '#server/start/setting-fault.ts';
import { readingLine, uploadLines } from './admin-reports.ts';

/** What a terminal says of a file of codes before it counts. */

const doubtWords: Record<DoubtKind, string> = {
  header: 'may be a header and no code (--header or --no-header says which)',
  unlike: 'is unlike the others (a title, a total, or a code that was cut?)',
  spreadsheet: 'was changed by a spreadsheet: a long number rounded, or marked as text',
  thousands: 'has signs between thousands',
  zeros: 'is shorter than the others: a spreadsheet takes zeros away in front',
  counting: 'are counted one by one: shoppers can count on, or it is the number of the line',
  columns: 'more than one column may hold the codes (--column NAME or NUMBER says which)',
};

const doubtLine = ({ kind, lines, samples }: Doubt): string =>
  `${lines.length > 1 ? 'lines' : 'line'} ${lines.join(', ')}: ${samples.map(shown).join(', ')}: ${doubtWords[kind]}`;

export const unclearLines = (reading: CodeFileReading): string[] => [
  readingLine(reading),
  ...reading.doubts.map(doubtLine),
  'Nothing was loaded. Mend the file, or say --accept where it is right as it is.',
];

export const dryRunLines = (report: LoadDryRun): string[] => {
  const { reading } = report;
  const unclear = reading.doubts.length > 0;
  return [
    ...uploadLines(report),
    ...reading.doubts.map(doubtLine),
    unclear ? 'It would be refused without --accept. Nothing was changed.' : 'Nothing was changed.',
  ];
};
