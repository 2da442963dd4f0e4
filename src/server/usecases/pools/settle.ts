import { type LineOutcome, lineOutcomes } from '#domain/pool/settlement.ts';
import { plainFormat, type TillFileFormat } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';
import { returnedBy } from '#server/storage/pools/pool-handouts.ts';
import {
  closeSettlement,
  openSettlement,
  settlementStore,
} from '#server/storage/pools/settlements.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { readCsv } from '#server/usecases/pools/csv.ts';
import { inBatches } from '#server/usecases/pools/in-batches.ts';
import { poolCodeKey } from './find-pool-code.ts';
import { refuseUnsettleable } from './pools-of-store.ts';
import { readUses, type UseFault, type UseLine } from './read-uses.ts';
import { returnUnused, type StillWaiting } from './return-unused.ts';
import { type Settling, settleLine } from './settle-line.ts';

export interface SettleWish {
  readonly storeId: string;
  /** What ended before it and is in no file was not used; null: the file is not known to be complete. */
  readonly until: number | null;
  /** Null: as the store's files are written. */
  readonly format: TillFileFormat | null;
}

/** A line that somebody should look at. */
export interface ToldLine {
  readonly line: number;
  readonly outcome: LineOutcome;
  /** The line that used the code before, where it was one of the same file. */
  readonly ofLine: number | null;
  /** Why it can't be read, where it can't. */
  readonly fault: UseFault | null;
}

export interface SettlementReport {
  readonly counts: Readonly<Record<LineOutcome, number>>;
  /** All lines but those that were simply used, the first ones. */
  readonly lines: readonly ToldLine[];
  /** How many vouchers this settlement has shown to be unused, so that their points are back. */
  readonly returned: number;
  readonly waiting: StillWaiting;
  /** Why nothing was given back though a time was said: bad lines may have been uses. */
  readonly heldBack: boolean;
}

/** Lines that are settled side by side: as many as share a flush. */
const atOnce = 64;
const linesListed = 1_000;

/**
 * Settles a store by its till's file of used codes. The same file again changes nothing and is answered the
 * same; after a crash it goes on where it stopped.
 * @throws Refused `store-unknown`, `request-invalid`, or when the file can't be read to its end: what stands
 *   before that place is settled, and nothing is given back
 */
export async function settle(
  context: Context,
  wish: SettleWish,
  bytes: AsyncIterable<Uint8Array>,
): Promise<SettlementReport> {
  const at = context.now();
  const { program } = await currentProgram(context.store.read);
  const { storeId, until } = wish;
  await refuseUnsettleable(context, program, storeId);
  if (until !== null && until > at) {
    throw new Refused({ key: 'request-invalid', pointer: '/until', detail: 'is in the future' });
  }
  const format = wish.format ?? (await formatOf(context, storeId));
  const settling = { id: `${storeId}/${until ?? 'open'}`, storeId };
  const before = await context.store.transact((tx) =>
    openSettlement(tx, { id: settling.id, store_id: storeId, until, began_at: at }),
  );
  const uses = readUses(readCsv(bytes, format.separator), {
    format,
    timeZone: program.timeZone,
    at,
  });
  const reading = await settleLines(context, settling, uses);
  const heldBack = reading.counts['bad-line'] > 0;
  const returning =
    until === null || heldBack ? nothing : await returnUnused(context, settling, until);
  const report: SettlementReport = {
    counts: reading.counts,
    lines: reading.lines,
    returned: await returnedBy(context.store.read, settling.id),
    waiting: returning.waiting,
    heldBack: until !== null && heldBack,
  };
  // One that was begun and never finished may have changed what nobody was told of.
  const news = reading.changed || returning.changed || before?.finished_at === null;
  await finish(context, settling, { report, until, news });
  return report;
}

const nothing = { changed: false, waiting: { codes: 0, stores: [] } } as const;

async function formatOf(context: Context, storeId: string): Promise<TillFileFormat> {
  const kept = (await settlementStore(context.store.read, storeId))?.format ?? null;
  return kept === null ? plainFormat : (JSON.parse(kept) as TillFileFormat); // Checked when it was kept.
}

async function settleLines(context: Context, settling: Settling, uses: AsyncIterable<UseLine>) {
  const counts = Object.fromEntries(lineOutcomes.map((outcome) => [outcome, 0])) as Record<
    LineOutcome,
    number
  >; // One for each outcome, just made.
  const lines: ToldLine[] = [];
  // By the code's key: the line that settles it. A later one of the same file uses it twice.
  const firstLines = new Map<string, number>();
  let changed = false;
  for await (const batch of inBatches(uses, atOnce)) {
    const done = await Promise.all(
      batch.map((one) => settleNext(context, settling, firstLines, one)),
    );
    for (const { changed: isNew, ...told } of done) {
      changed ||= isNew;
      counts[told.outcome] += 1;
      if (told.outcome !== 'used' && lines.length < linesListed) lines.push(told);
    }
  }
  return { counts, lines, changed };
}

async function settleNext(
  context: Context,
  settling: Settling,
  firstLines: Map<string, number>,
  one: UseLine,
): Promise<ToldLine & { changed: boolean }> {
  const { line } = one;
  const told = { line, ofLine: null, fault: null };
  if ('fault' in one) return { ...told, outcome: 'bad-line', fault: one.fault, changed: false };
  const key = poolCodeKey(context, one.code);
  const ofLine = firstLines.get(key);
  if (ofLine !== undefined) return { ...told, outcome: 'used-twice', ofLine, changed: false };
  firstLines.set(key, line);
  return { ...told, ...(await settleLine(context, settling, one)) };
}

function finish(
  context: Context,
  { id, storeId }: Settling,
  { report, until, news }: { report: SettlementReport; until: number | null; news: boolean },
): Promise<void> {
  const { counts, returned } = report;
  return context.store.transact(async (tx) => {
    await closeSettlement(tx, id, context.now());
    if (!news) return;
    await recordEvent(tx, context, {
      kind: 'pool.settled',
      memberId: null,
      storeId,
      data: { until: until === null ? null : new Date(until).toISOString(), returned, ...counts },
    });
  });
}
