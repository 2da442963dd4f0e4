import { type Outage, outageOf } from '#server/storage/outage/outage.ts';

/** An outage is over when nothing has failed for this long: background jobs try more often than that. */
const quietMs = 90_000;

const words: Readonly<Record<Outage, string>> = {
  away: 'the database is away: what needs it is answered with 503 until it is back',
  full: 'the database can write nothing more (disk full or read-only, or its file is no longer in its place): what writes is answered with 503',
  unreadable:
    'a part of the database cannot be read (a disk that fails, or a damaged file): what needs it is answered with 503; look at the disk, then run verify',
  clock:
    'the clock of this machine is behind the first program of the shop: what needs it is answered with 503 until the clock is set',
  slow: 'the database does not answer in time (locks held, or too much to do): what waits is answered with 503',
  missing:
    'the database lacks tables of this version, or lets this account not use them (is it being restored?): everything is answered with 503 until they are there; tables of an older version come up to date when the server is started again',
};

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
    return now - before > quietMs ? { line: words[outage] } : 'nothing';
  }
}
