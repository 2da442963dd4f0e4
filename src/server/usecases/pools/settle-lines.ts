import { type LineOutcome, lineOutcomes } from '#domain/pool/settlement.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { poolCodeKey } from './find-pool-code.ts';
import { inBatches } from './in-batches.ts';
import type { UseFault, UseLine } from './read-uses.ts';
import type { LineSettler } from './settle-line.ts';

/** A line that somebody should look at. */
export interface ToldLine {
  readonly line: number;
  readonly outcome: LineOutcome;
  /** The line that used the code before, where it was one of the same file. */
  readonly ofLine: number | null;
  /** Why it can't be read, where it can't. */
  readonly fault: UseFault | null;
  /** What stands where a time should, where it can't be read. */
  readonly sample: string | null;
}

/** What the lines of a file came to. */
export interface LinesRead {
  readonly counts: Readonly<Record<LineOutcome, number>>;
  /** All lines but those that were simply used, the first ones. */
  readonly lines: readonly ToldLine[];
  readonly changed: boolean;
  /** The vouchers that they used, which nobody knew before. */
  readonly taken: ReadonlySet<string>;
}

/** Lines that are settled side by side: as many as share a flush. */
const atOnce = 64;
const linesListed = 1_000;

/** Settles a file line by line; what each comes to, `settler` says. */
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
  // By the code's key: the line that settles it. A later one of the same file uses it twice.
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
