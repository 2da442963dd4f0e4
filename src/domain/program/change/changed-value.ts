import type { Text } from '#domain/program/text.ts';
import type { Money } from '#domain/values/money.ts';

/** A value of a change, for a reader of any language. */
export type ChangedValue =
  /** The program does not say it. */
  | null
  /** A name, a code or a time of day, as it is. */
  | string
  | number
  | boolean
  | { readonly money: Money }
  | { readonly at: number }
  /** One of a few words of the file. */
  | { readonly word: string }
  /** What the program calls it. */
  | { readonly text: Text }
  /** A picture that is stored, under its hash; null: a drawing, which no words tell from another one. */
  | { readonly picture: string | null }
  | readonly ChangedValue[];

/** Lists that are given away can't be told from others by `Array.isArray` alone. */
export const isChangedList = (value: ChangedValue): value is readonly ChangedValue[] =>
  Array.isArray(value);

/** A value that differs: where the program's file has it, and from what to what. */
export interface FieldWords {
  /** Keys of the file, such as `worth.amount`. */
  readonly key: string;
  /** Which of a list it is in, from 1; absent: in none. */
  readonly place?: number;
  /** Words are of this language. */
  readonly language?: string;
  readonly before: ChangedValue;
  readonly after: ChangedValue;
}
