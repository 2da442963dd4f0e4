import type { Seen } from '#server/tests/kit/browser.ts';
import type { MemberBook } from './member-book.ts';

/** What the server did with a deed. */
export interface Outcome {
  readonly at: number;
  /** Null: the process ended as soon as it was stored, and nobody saw an answer. */
  readonly seen: Seen | null;
}

/** One request that somebody sends until an answer comes. */
export interface Deed {
  readonly what: string;
  /** Whose connection it takes. */
  readonly from: 'phone' | 'till';
  /** The same for each time that it is sent. Null: it asks, and changes nothing. */
  readonly id: string | null;
  send(): Promise<Seen>;
  /** Whether it is in the database, for a process that ended before it could say so. */
  isStored(): Promise<boolean>;
  /**
   * Does the same in the naive reckoning.
   * @throws AssertionError where the server decided otherwise
   */
  reckon(book: MemberBook, outcome: Outcome): Promise<void> | void;
  /** The answer has come to whoever asked. */
  learn(seen: Seen): void;
}
