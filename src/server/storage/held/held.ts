import type { Tables } from '#server/storage/db/schema.ts';

/** What is held, by what a member would call it. A copy and the member's page are in this order. */
export const subjects = [
  'profile',
  'devices',
  'consents',
  'points',
  'purchases',
  'rewards',
  'tiers',
  'messages',
  'support',
] as const;

export type Subject = (typeof subjects)[number];

/** How a column stands in a member's copy: an instant as RFC 3339, JSON as what it holds, a 0 or 1 as a truth. */
export type Told = 'plain' | 'instant' | 'json' | 'truth';

/**
 * Why a column is in no copy. `secret`: whoever has it could come in, or could look for other people's. `inner`: a count
 * or a mark for our own programs, which says nothing of the person that another column does not say.
 */
export type Withheld = 'secret' | 'inner';

/** A table with rows about one member, all of them in the member's copy. */
export interface About<T extends keyof Tables> {
  readonly subject: Subject;
  /** What its rows say. */
  readonly holds: string;
  /** The column that names the member. */
  readonly by: 'member_id' | 'id';
  /** The columns that order a member's rows and that no two of them share. */
  readonly order: readonly (keyof Tables[T] & string)[];
  readonly columns: { readonly [C in keyof Tables[T] & string]-?: Told | Withheld };
  /** In rows where `names` is somebody, these columns are that person's, and a copy has null for them. */
  readonly another?: Another<keyof Tables[T] & string>;
  readonly erasing: Erasing;
}

interface Another<Column extends string> {
  readonly names: Column;
  readonly columns: readonly Column[];
}

/**
 * What becomes of a member's rows when they are erased. `goes`: they are deleted. `stays`: the books need them, and they
 * name nobody; of words that somebody wrote in them nothing stays (`erase-rows.ts`).
 */
export type Erasing = 'goes' | 'stays';

/** The same for whoever reads a table by its name. */
export interface HeldTable {
  readonly subject: Subject;
  readonly holds: string;
  readonly by: string;
  readonly order: readonly string[];
  readonly columns: Readonly<Record<string, Told | Withheld>>;
  readonly another?: Another<string>;
  readonly erasing: Erasing;
}

/** A table whose rows are in no copy: they are about nobody who is a member, or it says why. */
export type Aside =
  | { readonly holds: string; readonly why: null }
  | { readonly holds: string; readonly why: string; readonly erasing: AsideErasing };

/** `goes by member`: by the id in it. `goes as found`: by the address or number in it, of which no column tells. */
export type AsideErasing = 'goes by member' | 'goes as found' | 'stays';
