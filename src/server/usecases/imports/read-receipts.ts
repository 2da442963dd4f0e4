import type { PurchasesReport } from '#contract/admin/admin-imports.ts';
import type { FieldFault, ImportFault } from '#domain/imports/import-fault.ts';
import { type PurchaseRules, readPurchase } from '#domain/imports/read-purchase.ts';
import { Refused } from '#domain/refusal.ts';
import { dateFormatFault } from '#domain/values/date-format.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { purchasesFile } from './file-kinds.ts';
import type { ImportWish } from './import-members.ts';
import { type ReadPurchase, tillOf } from './know-purchases.ts';
import { type ColumnsRead, type FileSource, readLines } from './read-file.ts';
import { receiptsIn } from './receipts-in.ts';

export type PurchasesWish = Omit<ImportWish, 'addToMembers'>;

/** So many faults are told one by one; of all of them there is a count. */
const faultsTold = 100;

/** What was found of a file's receipts. */
export class ReceiptCount {
  lines = 0;
  columns: ColumnsRead = { read: [], leftOut: [] };
  readonly told = { new: 0, known: 0, fault: 0 };
  readonly #faults: ImportFault[] = [];
  /** Where receipts with a fault begin. */
  readonly bad = new Set<number>();

  fault(line: number, fault: FieldFault, ofLine: number | null): void {
    this.told.fault += 1;
    this.bad.add(line);
    if (this.#faults.length < faultsTold) this.#faults.push({ line, ...fault, ofLine });
  }

  report(state: PurchasesReport['state'], source: string): PurchasesReport {
    const { lines, columns, told } = this;
    const faults = this.#faults;
    return {
      state,
      source,
      lines,
      new: told.new,
      known: told.known,
      bad: told.fault,
      faults,
      columns,
    };
  }
}

interface Judging {
  readonly count: Pick<ReceiptCount, 'lines' | 'columns'>;
  readonly refuse: (line: number, fault: FieldFault, ofLine?: number | null) => void;
}

/** The receipts of a file that say something; of the others why they don't. */
export async function* receiptsOf(
  context: Context,
  wish: PurchasesWish,
  source: FileSource,
  { count, refuse }: Judging,
): AsyncGenerator<ReadPurchase> {
  const rules = await rulesOf(context, wish);
  const seen = new Map<string, number>();
  const lines = readLines(purchasesFile, source, wish, (columns) => {
    count.columns = columns;
  });
  for await (const one of receiptsIn(counted(lines, count))) {
    const read = 'fault' in one ? one : readPurchase(one.raw, rules);
    if ('fault' in read) {
      refuse(one.line, read.fault, 'ofLine' in one ? one.ofLine : null);
      continue;
    }
    const { purchase } = read;
    const key = `${tillOf(wish.source, purchase)}\n${purchase.receiptNumber}`;
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, one.line);
      yield { line: one.line, purchase };
    } else {
      const fault = {
        fault: 'receipt-apart',
        field: null,
        sample: purchase.receiptNumber,
      } as const;
      refuse(one.line, fault, before);
    }
  }
}

async function* counted<T>(lines: AsyncIterable<T>, count: { lines: number }): AsyncGenerator<T> {
  for await (const line of lines) {
    count.lines += 1;
    yield line;
  }
}

async function rulesOf(context: Context, { dates }: PurchasesWish): Promise<PurchaseRules> {
  const detail = dates === null ? null : dateFormatFault(dates);
  if (detail !== null) throw new Refused({ key: 'request-invalid', pointer: '/dates', detail });
  const { program, at } = await readWork(context);
  return { program, at, dates };
}
