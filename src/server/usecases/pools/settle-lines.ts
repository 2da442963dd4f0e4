import type { SettlementReport, ToldLine } from '#contract/admin/admin-answers.ts';
import { type LineOutcome, lineOutcomes } from '#domain/pool/settlement.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { poolCodeKey } from './find-pool-code.ts';
import { inBatches } from './in-batches.ts';
import type { UseLine } from './read-uses.ts';
import type { LineSettler } from './settle-line.ts';

/** The result of a file's lines. */
export interface LinesRead extends Pick<SettlementReport, 'counts' | 'lines'> {
  readonly changed: boolean;
  /** The vouchers that these lines show as used, and that nobody knew of before. */
  readonly taken: ReadonlySet<string>;
}

/** How many lines are settled at once: as many as share one flush of the disk. */
const atOnce = 64;
const linesListed = 1_000;

/** Settles a file line by line with `settler`. */
export async function settleLines(
  context: Context,
  uses: AsyncIterable<UseLine>,
  settler: LineSettler,
): Promise<LinesRead> {
  const counts = Object.fromEntries(lineOutcomes.map((outcome) => [outcome, 0])) as Record<
    LineOutcome,
    number
  >; // One for each outcome, just made.
  const lines: ToldLine[] = [];
  const taken = new Set<string>();
  // By the code's key: the line that settles it. A later line of the same file is a second use.
  const firstLines = new Map<string, number>();
  let changed = false;
  for await (const batch of inBatches(uses, atOnce)) {
    const done = await Promise.all(
      batch.map((one) => settleNext(context, settler, firstLines, one)),
    );
    for (const { changed: isNew, taken: voucher, ...told } of done) {
      changed ||= isNew;
      if (voucher !== null) taken.add(voucher);
      counts[told.outcome] += 1;
      if (told.outcome !== 'used' && lines.length < linesListed) lines.push(told);
    }
  }
  return { counts, lines, changed, taken };
}

async function settleNext(
  context: Context,
  settler: LineSettler,
  firstLines: Map<string, number>,
  one: UseLine,
): Promise<ToldLine & { changed: boolean; taken: string | null }> {
  const { line } = one;
  const told = { line, ofLine: null, fault: null, sample: null, changed: false, taken: null };
  if ('fault' in one) {
    return { ...told, outcome: 'bad-line', fault: one.fault, sample: one.sample ?? null };
  }
  const key = poolCodeKey(context, one.code);
  const ofLine = firstLines.get(key);
  if (ofLine !== undefined) return { ...told, outcome: 'used-twice', ofLine };
  firstLines.set(key, line);
  return { ...told, ...(await settler(one)) };
}
