import type {
  HeldBecause,
  PoolStanding,
  SettlementReport,
  ToldLine,
  UploadReport,
  UseColumns,
} from '#contract/admin/admin-answers.ts';
import { type LineOutcome, lineOutcomes } from '#domain/pool/settlement.ts';
import type { UseFault } from '#domain/pool/till-file.ts';
import type { LineFault } from '#domain/pool/upload.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import type { CodeFileReading } from '#domain/values/code-file.ts';
import { shown } from '#server/start/setting-fault.ts';

/** The output of the commands about pools. It is in English, because a terminal is the administrator's. */

const whyNot: Record<LineFault, string> = {
  empty: 'has no code',
  long: 'is longer than 64 characters',
  letters: 'has letters that no till reads: plain letters, digits and signs only',
  symbology: "can't stand in this pool's kind of barcode",
  quotes: 'opens a quote that is never closed; nothing behind it was read',
  'in-file': 'is in the file twice',
  'in-pool': 'is in the pool already',
  'handed-out': 'was handed out already',
  'other-pool': 'is in another pool',
};

/** What was read, in one line, so that a wrong column is noticed. */
export function readingLine(reading: CodeFileReading): string {
  const { header, column, codes, first, last, lengths } = reading;
  const name = header?.[column - 1]?.trim();
  const where = `column ${column}${name ? ` (${name})` : ''}`;
  const long = lengths.map(({ length, count }) => `${count.toLocaleString('en')} of ${length}`);
  const shownCodes = first.map(shown).join(', ');
  if (codes === 0) return `Read: no code in ${where}.`;
  return `Read: ${where}: ${shownCodes} … ${shown(last ?? '')}; characters: ${long.join(', ')}.`;
}

/** @param report of a dry run there is no upload */
export function uploadLines(
  report: Omit<UploadReport, 'uploadId' | 'state'> & {
    readonly uploadId: UploadReport['uploadId'] | null;
    readonly state: UploadReport['state'] | 'rehearsed';
  },
): string[] {
  const { uploadId, state, lines, added, duplicates, bad, faults, left } = report;
  const told = faults.map(
    ({ line, fault, ofLine }) =>
      `line ${line}: ${whyNot[fault]}${ofLine === null ? '' : `, first in line ${ofLine}`}`,
  );
  const counts = `${counted(lines)} lines: ${counted(added)} added, ${counted(duplicates)} known before, ${counted(bad)} bad.`;
  const outcome =
    state === 'refused'
      ? 'Nothing was loaded: it was to be all or nothing.'
      : added === 0
        ? 'Nothing new: every code was known before, or bad.'
        : null;
  return [
    readingLine(report.reading),
    ...told,
    ...unlisted(duplicates + bad - faults.length),
    counts,
    ...(outcome ? [outcome] : []),
    `${counted(left)} codes can be handed out.`,
    ...(report.handedOutAt.length === 0 ? [nowhereLine] : []),
    ...(uploadId === null || added === 0
      ? []
      : [`Loaded by mistake? npm run admin -- withdraw ${uploadId}`]),
  ];
}

/** A pool may be made beforehand, so this is no fault. */
const nowhereLine =
  "WARNING: they are handed out nowhere. No store of this pool has the reward and, in the program's file, way: pool.";

const outcomeWords: Record<LineOutcome, string> = {
  used: 'used',
  'used-after-cancel': 'used after the member had cancelled; no points come back',
  'used-twice': 'used twice',
  'used-after-return': 'used although its points were given back',
  'not-handed-out': 'used before anybody was given it; it will not be handed out',
  'not-of-this-store': "not of this store's tills",
  unknown: 'unknown',
  'bad-line': 'bad line',
};

const useFaults: Record<UseFault, string> = {
  code: 'no code',
  time: "a time that isn't written as --dates says",
  'time-ahead': 'a time that is still to come',
  quotes: 'a quote that is never closed; nothing behind it was read',
};

export function settlementLines(report: SettlementReport): string[] {
  const { columns, counts, lines, waiting, heldBecause } = report;
  const all = lineOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  return [
    ...(columns === null ? [] : [columnsLine(columns)]),
    ...lines.map(lineOf),
    ...unlisted(all - counts.used - lines.length),
    ...lineOutcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${counted(counts[outcome])} ${outcomeWords[outcome]}`),
    returnedLine(report),
    ...(heldBecause === null ? [] : [heldWords[heldBecause]]),
    ...(waiting.codes > 0
      ? [
          `${counted(waiting.codes)} wait until these are settled too: ${waiting.stores.join(', ')}.`,
        ]
      : []),
  ];
}

/** Printed first, so that a wrong column is noticed. */
function columnsLine({ header, code, time, till, receipt }: UseColumns): string {
  const named = (column: number) => {
    const name = header?.[column - 1]?.trim();
    return name ? `${column} (${name})` : String(column);
  };
  const read = [
    `code in column ${named(code)}`,
    ...(time.length > 0 ? [`time in ${time.map(named).join(' and ')}`] : []),
    ...(till === null ? [] : [`till in ${named(till)}`]),
    ...(receipt === null ? [] : [`receipt in ${named(receipt)}`]),
  ];
  return `Read: ${read.join(', ')}; ${header === null ? 'no header line' : 'line 1 is the header'}.`;
}

function returnedLine({ returned, returnedNow, dryRun }: SettlementReport): string {
  if (dryRun) return `${counted(returnedNow)} would get their points back. Nothing was changed.`;
  const before = returned - returnedNow;
  const earlier = before > 0 ? ` (${counted(before)} of them since an earlier run)` : '';
  return `${counted(returned)} were not used: their points are back${earlier}.`;
}

const heldWords: Record<HeldBecause, string> = {
  'bad-lines': 'Nothing was given back, as bad lines may be uses: mend them and settle again.',
  'no-match':
    "Nothing was given back, as not one line names a code of this store's: see that file and column are right. If they are, and none was used, say --accept.",
};

function lineOf({ line, outcome, ofLine, fault, sample }: ToldLine): string {
  const where = ofLine === null ? '' : `, first in line ${ofLine}`;
  const found = sample === null ? '' : `: ${shown(sample)}`;
  return `line ${line}: ${outcomeWords[outcome]}${fault === null ? where : `: ${useFaults[fault]}${found}`}`;
}

export function poolLines(program: Program, pools: readonly PoolStanding[]): string[] {
  if (pools.length === 0) return ['There is no pool yet: npm run admin -- pool REWARD FILE'];
  return pools.map((pool) => {
    const reward = rewardOf(program, pool.rewardId);
    const name = reward ? textIn(reward.name, 'en') : 'no longer in the program';
    const store = pool.storeId === null ? 'all stores' : storeNameOf(program, pool.storeId);
    const counts = [
      `${counted(pool.free)} free`,
      `${counted(pool.live + pool.waiting + pool.used + pool.unused)} handed out`,
      `${counted(pool.used)} used`,
      `${counted(pool.unused)} not used`,
      `${counted(pool.waiting)} waiting for settlement`,
    ];
    const low = pool.isLow ? `; LOW, warns at ${counted(pool.mark)}` : '';
    const nowhere =
      pool.handedOutAt.length === 0 ? '; HANDED OUT NOWHERE, no store of it has way: pool' : '';
    return `${pool.rewardId} (${name}), ${store}, ${pool.symbology}: ${counts.join(', ')}${low}${nowhere}`;
  });
}

export const counted = (count: number): string => count.toLocaleString('en');

const unlisted = (more: number): string[] =>
  more > 0 ? [`and ${counted(more)} more such lines`] : [];
