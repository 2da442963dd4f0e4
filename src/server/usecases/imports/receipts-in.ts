import { type FieldFault, faultAt } from '#domain/imports/import-fault.ts';
import { type RawPurchase, receiptKey, withLine } from '#domain/imports/raw-purchase.ts';
import type { FileLine } from './read-file.ts';

/** A receipt of a file: the line where it begins, and how many it has. */
export type FileReceipt =
  | { readonly line: number; readonly raw: RawPurchase }
  | { readonly line: number; readonly fault: FieldFault; readonly ofLine: number | null };

/**
 * Puts the lines of one receipt together, which stand one below the other. A line that can't be read may be of the
 * receipt before it or behind it, so neither is taken. With one of its lines at fault all of a receipt is.
 */
export async function* receiptsIn(
  lines: AsyncIterable<FileLine<RawPurchase>>,
): AsyncGenerator<FileReceipt> {
  let open: OpenReceipt | null = null;
  let isBroken = false;
  for await (const one of lines) {
    if ('fault' in one) {
      if (open) yield { line: open.line, fault: broken, ofLine: one.line };
      yield { ...one, ofLine: null };
      open = null;
      isBroken = true;
    } else if (open === null || !open.takes(one.raw)) {
      if (open) yield open.closed();
      open = new OpenReceipt(one, isBroken);
      isBroken = false;
    } else {
      open.take(one);
    }
  }
  if (open) yield open.closed();
}

const broken = faultAt('receipt-broken', null, null);

interface Line {
  readonly line: number;
  readonly raw: RawPurchase;
}

/** A receipt whose further lines may follow. */
class OpenReceipt {
  readonly line: number;
  readonly #key: string;
  #raw: RawPurchase;
  #fault: { readonly line: number; readonly fault: FieldFault } | null;

  /** @param isBeside whether the line above it can't be read, and may be one of its own */
  constructor({ line, raw }: Line, isBeside: boolean) {
    this.line = line;
    this.#key = receiptKey(raw);
    this.#raw = raw;
    this.#fault = isBeside ? { line, fault: broken } : null;
  }

  takes(raw: RawPurchase): boolean {
    return raw.fields.receipt !== undefined && receiptKey(raw) === this.#key;
  }

  take({ line, raw }: Line): void {
    const read = withLine(this.#raw, raw);
    if ('raw' in read) this.#raw = read.raw;
    else this.#fault ??= { line, fault: read.fault };
  }

  closed(): FileReceipt {
    const { line } = this;
    const fault = this.#fault;
    if (!fault) return { line, raw: this.#raw };
    return { ...fault, ofLine: fault.line === line ? null : line };
  }
}
