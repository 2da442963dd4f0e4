import { type LineOutcome, lineOutcomes } from '#domain/pool/settlement.ts';
import type { LineFault } from '#domain/pool/upload.ts';
import { type Program, storeOf, textIn } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import type { PoolStanding } from '#server/usecases/pools/list-pools.ts';
import type { UploadReport } from '#server/usecases/pools/load-codes.ts';
import type { UseFault } from '#server/usecases/pools/read-uses.ts';
import type { SettlementReport, ToldLine } from '#server/usecases/pools/settle.ts';

/** What the commands about pools print. A terminal is the administrator's, so it speaks English. */

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

export function uploadLines(report: UploadReport): string[] {
  const { state, lines, added, duplicates, bad, faults, left } = report;
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
    ...told,
    ...unlisted(duplicates + bad - faults.length),
    counts,
    ...(outcome ? [outcome] : []),
    `${counted(left)} codes can be handed out.`,
  ];
}

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
  time: "a time that isn't written as it should be",
  'time-ahead': 'a time that is still to come',
  quotes: 'a quote that is never closed; nothing behind it was read',
};

export function settlementLines(report: SettlementReport): string[] {
  const { counts, lines, returned, waiting, heldBack } = report;
  const all = lineOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  return [
    ...lines.map(lineOf),
    ...unlisted(all - counts.used - lines.length),
    ...lineOutcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => `${counted(counts[outcome])} ${outcomeWords[outcome]}`),
    `${counted(returned)} were not used: their points are back.`,
    ...(heldBack
      ? ['Nothing was given back, as bad lines may be uses: mend them and settle again.']
      : []),
    ...(waiting.codes > 0
      ? [
          `${counted(waiting.codes)} wait until these are settled too: ${waiting.stores.join(', ')}.`,
        ]
      : []),
  ];
}

function lineOf({ line, outcome, ofLine, fault }: ToldLine): string {
  const where = ofLine === null ? '' : `, first in line ${ofLine}`;
  return `line ${line}: ${outcomeWords[outcome]}${fault === null ? where : `: ${useFaults[fault]}`}`;
}

export function poolLines(program: Program, pools: readonly PoolStanding[]): string[] {
  if (pools.length === 0) return ['There is no pool yet: npm run admin -- pool REWARD FILE'];
  return pools.map((pool) => {
    const reward = rewardOf(program, pool.rewardId);
    const name = reward ? textIn(reward.name, 'en') : 'no longer in the program';
    const store =
      pool.storeId === null ? 'all stores' : (storeOf(program, pool.storeId)?.name ?? pool.storeId);
    const counts = [
      `${counted(pool.free)} free`,
      `${counted(pool.live + pool.waiting + pool.used + pool.unused)} handed out`,
      `${counted(pool.used)} used`,
      `${counted(pool.unused)} not used`,
      `${counted(pool.waiting)} waiting for settlement`,
    ];
    const low = pool.isLow ? `; LOW, warns at ${counted(pool.mark)}` : '';
    return `${pool.rewardId} (${name}), ${store}, ${pool.symbology}: ${counts.join(', ')}${low}`;
  });
}

const counted = (count: number): string => count.toLocaleString('en');

const unlisted = (more: number): string[] =>
  more > 0 ? [`and ${counted(more)} more such lines`] : [];
