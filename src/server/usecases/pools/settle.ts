import type { HeldBecause, SettlementReport, UseColumns } from '#contract/admin/admin-answers.ts';
import { lineOutcomes } from '#domain/pool/settlement.ts';
import type { TillFileFormat } from '#domain/pool/till-file.ts';
import { Refused } from '#domain/refusal.ts';
import { returnedBy } from '#server/storage/pools/pool-handouts.ts';
import { closeSettlement, openSettlement } from '#server/storage/pools/settlements.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { readCsv } from '#server/usecases/pools/csv.ts';
import { formatOfStore } from './file-format.ts';
import { refuseUnsettleable } from './pools-of-store.ts';
import { readUses } from './read-uses.ts';
import { countUnused, returnUnused } from './return-unused.ts';
import { dryRunLine, type LineSettler, type Settling, settleLine } from './settle-line.ts';
import { type LinesRead, settleLines } from './settle-lines.ts';

export interface SettleWish {
  readonly storeId: string;
  /** Vouchers that ended before this time and are in no file were not used. Null: the file may be incomplete. */
  readonly until: number | null;
  /** How the file is written; what is not given is taken from the store's stored format. */
  readonly format: Partial<TillFileFormat>;
  /** True: the file is right although it names none of our codes. None was used. */
  readonly accept?: boolean;
  /** True: says what would happen, and changes nothing. */
  readonly dryRun?: boolean;
}

/**
 * Settles a store by its till's file of used codes. The same file again changes nothing and gets the same answer; after
 * a crash it continues where it stopped.
 * @throws Refused `store-unknown`, `request-invalid`, or when the file can't be read to its end: what stands before
 * that place is settled, and nothing is given back
 */
export async function settle(
  context: Context,
  wish: SettleWish,
  bytes: AsyncIterable<Uint8Array>,
): Promise<SettlementReport> {
  const work = await readWork(context);
  const { at, program } = work;
  const { storeId, until } = wish;
  await refuseUnsettleable(work, storeId);
  if (until !== null && until > at) {
    throw new Refused({ key: 'request-invalid', pointer: '/until', detail: 'is in the future' });
  }
  const format = await formatOfStore(context, storeId, wish.format);
  const settling = { id: `${storeId}/${until ?? 'open'}`, storeId };
  const read = async (settler: LineSettler): Promise<FileRead> => {
    let columns: UseColumns | null = null;
    const understood = (found: UseColumns) => {
      columns = found;
    };
    const reading = { format, timeZone: program.timeZone, at, understood };
    const uses = readUses(readCsv(bytes, { separator: format.separator }), reading);
    const lines = await settleLines(context, uses, settler);
    const heldBecause = until === null ? null : reasonToHold({ ...lines, columns }, wish.accept);
    return { ...lines, columns, heldBecause, heldBack: heldBecause !== null };
  };
  return wish.dryRun === true
    ? dryRunFile(context, settling, until, read)
    : settleFile(context, settling, until, read);
}

type FileRead = LinesRead & Pick<SettlementReport, 'columns' | 'heldBack' | 'heldBecause'>;
type ReadFile = (settler: LineSettler) => Promise<FileRead>;

/**
 * A file that names none of our codes does not prove that none was used. One with a header and no line under it does, and
 * one without a single letter does not: it is what is left of an export that failed.
 */
function reasonToHold(
  { counts, columns }: LinesRead & { readonly columns: UseColumns | null },
  accepted = false,
): HeldBecause | null {
  if (counts['bad-line'] > 0) return 'bad-lines';
  const all = lineOutcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  const strange = counts.unknown + counts['not-of-this-store'];
  const proves = all === 0 ? columns !== null : strange < all;
  return proves || accepted ? null : 'no-match';
}

const nothing = { changed: false, waiting: { codes: 0, stores: [] } } as const;

async function settleFile(
  context: Context,
  settling: Settling,
  until: number | null,
  read: ReadFile,
): Promise<SettlementReport> {
  const { id, storeId } = settling;
  const opening = { id, store_id: storeId, until, began_at: context.now() };
  const before = await transact(context, (work) => openSettlement(work, opening));
  const { changed, taken: _, ...told } = await read((line) => settleLine(context, settling, line));
  const returnedBefore = await returnedBy(context.store.read, id);
  const returning =
    until === null || told.heldBack ? nothing : await returnUnused(context, settling, until);
  const returned = await returnedBy(context.store.read, id);
  const returnedNow = returned - returnedBefore;
  const { waiting } = returning;
  const report = { ...told, returned, returnedNow, waiting, dryRun: false };
  // A settlement that was begun and never finished may have changed something without telling anybody.
  const news = changed || returning.changed || before?.finished_at === null;
  await finish(context, settling, { report, until, news });
  return report;
}

/** A dry run: settles every line and takes it back, and counts what would come back. */
async function dryRunFile(
  context: Context,
  settling: Settling,
  until: number | null,
  read: ReadFile,
): Promise<SettlementReport> {
  const { changed: _, taken, ...told } = await read((line) => dryRunLine(context, settling, line));
  const before = await returnedBy(context.store.read, settling.id);
  const returnedNow =
    until === null || told.heldBack ? 0 : await countUnused(context, settling, until, taken);
  const returned = before + returnedNow;
  return { ...told, returned, returnedNow, waiting: nothing.waiting, dryRun: true };
}

function finish(
  context: Context,
  { id, storeId }: Settling,
  { report, until, news }: { report: SettlementReport; until: number | null; news: boolean },
): Promise<void> {
  const { counts, returned } = report;
  return transact(context, async (work) => {
    await closeSettlement(work, id, work.at);
    const details = { until: until ?? null, used: counts.used, returned };
    await recordAct(work, { act: 'store-settled', storeId, details });
    if (!news) return;
    await recordEvent(work, {
      kind: 'pool.settled',
      memberId: null,
      storeId,
      data: { until: until === null ? null : new Date(until).toISOString(), returned, ...counts },
    });
  });
}
