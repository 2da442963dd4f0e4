import { isoFormat } from '#domain/values/date-format.ts';

/** How a store's files of used codes are written. A column is a name of the header line, or a number from 1. */
export interface TillFileFormat {
  /** Null: the file's first line tells. */
  readonly separator: string | null;
  /** Null: by the usual names; of the code, else the first column. */
  readonly code: string | null;
  readonly time: string | null;
  readonly till: string | null;
  readonly receipt: string | null;
  /** How times are written; see `readTime`. */
  readonly dates: string;
}

export const plainFormat: TillFileFormat = {
  separator: null,
  code: null,
  time: null,
  till: null,
  receipt: null,
  dates: isoFormat,
};

/** What columns are usually called, as people write them in small letters. */
export const usualNames = {
  code: [
    ...['code', 'codes', 'voucher', 'voucher code', 'coupon', 'coupon code', 'promo code'],
    ...['discount code', 'barcode', 'gutscheincode', 'gutschein code', 'gutschein', 'code promo'],
    ...['código', 'codigo', 'cupón', 'codice', 'kortingscode', 'kod', 'رمز', 'الرمز', 'القسيمة'],
  ],
  /** So the number of a line is called as well, so that any other name goes before these. */
  number: ['serial', 'serial number', 'number'],
  time: ['time', 'date', 'date time', 'datetime', 'used at', 'sold at', 'timestamp'],
  till: ['till', 'till id', 'terminal', 'terminal id', 'lane', 'pos', 'workstation'],
  receipt: ['receipt', 'receipt number', 'receipt no', 'ticket', 'bill', 'document number'],
} as const satisfies Record<string, readonly string[]>;

/** A file of used codes has at most so many lines: what it says of a code twice is kept in mind. */
export const tillLinesAtMost = 500_000;
