import { type Outage, outageOf } from '#server/storage/outage/outage.ts';
import { outageWords } from './outage-words.ts';

/** An outage is over when nothing has failed for this long: background jobs try more often than that. */
const quietMs = 90_000;

/**
 * Reduces an outage to one line. Otherwise everything that fails writes the same with a stack, several times a second,
 * and hides the rest of the log.
 */
export class OutageLines {
  readonly #seenAt = new Map<Outage, number>();

  /** @returns what to write: the fields as they are, the one line of an outage that begins, or nothing */
  take(fields: unknown, now: number): 'as it is' | 'nothing' | { readonly line: string } {
    const outage = outageOf((fields as { err?: unknown } | null)?.err);
    if (!outage) return 'as it is';
    const before = this.#seenAt.get(outage) ?? Number.NEGATIVE_INFINITY;
    this.#seenAt.set(outage, now);
    return now - before > quietMs ? { line: outageWords[outage].log } : 'nothing';
  }
}
