import { isoFormat } from '#domain/values/date-format.ts';

/** The format of a store's files of used codes. A column is a name in the header line, or a number from 1. */
export interface TillFileFormat {
  /** Null: the file's first line decides. */
  readonly separator: string | null;
  /** Null: found by its usual names; for the code, else the first column. */
  readonly code: string | null;
  readonly time: string | null;
  readonly till: string | null;
  readonly receipt: string | null;
  /** The format of times; see `readTime`. */
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

/** Usual names of columns, in small letters. */
export const usualNames = {
  code: [
    ...['code', 'codes', 'voucher', 'voucher code', 'coupon', 'coupon code', 'promo code'],
    ...['discount code', 'barcode', 'gutscheincode', 'gutschein code', 'gutschein', 'code promo'],
    ...['código', 'codigo', 'cupón', 'codice', 'kortingscode', 'kod', 'رمز', 'الرمز', 'القسيمة'],
  ],
  /** The codes' column where none has a name of `code`: these names may also mean the number of a line. */
  number: ['serial', 'serial number', 'number'],
  time: ['time', 'date', 'date time', 'datetime', 'used at', 'sold at', 'timestamp'],
  till: ['till', 'till id', 'terminal', 'terminal id', 'lane', 'pos', 'workstation'],
  receipt: ['receipt', 'receipt number', 'receipt no', 'ticket', 'bill', 'document number'],
} as const satisfies Record<string, readonly string[]>;

/** The largest file of used codes. Its codes are kept in memory to find double uses. */
export const tillLinesAtMost = 500_000;

/** Why a line of such a file can't be read: no code, a time in another format, a time in the future, or a quote that is never closed. */
export type UseFault = 'code' | 'time' | 'time-ahead' | 'quotes';
