import type { EventKind } from '#domain/events/event.ts';
import type { RefusalKey } from '#domain/refusal.ts';

/** A request that was answered. */
export interface Answered {
  readonly method: string;
  /** The route's pattern, never the address. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** How a try to send something ended: it is over, it will be tried again, or nobody tries again. */
export type Sent = 'taken' | 'postponed' | 'given-up';

/** The same of a mail, which the rules may also keep back. */
export type Mailed = Sent | 'withheld';

/** The jobs of a server (src/server/jobs), by the names that they have in the metrics. */
export type Job =
  | 'clock'
  | 'outbox'
  | 'minting'
  | 'watch'
  | 'figures'
  | 'segments'
  | 'webhook-fan-out'
  | 'webhook-sending';

/**
 * What is counted for whoever watches the server from outside; docs/monitoring.md has the list. Counting neither fails
 * nor waits, and a label's values are few: never an id of a person, never an address.
 */
export interface Meters {
  answered(request: Answered): void;
  /** A live stream began (1) or ended (-1). */
  stream(change: 1 | -1): void;
  /** Somebody was told no; `broken` and `unavailable` are ours, and no refusals. */
  refused(key: RefusalKey | 'broken' | 'unavailable'): void;
  /** Something happened, and is committed. */
  happened(kind: EventKind): void;
  mail(sent: Mailed): void;
  webhook(sent: Sent): void;
  /** A job has done a round, or failed in it. */
  round(job: Job, ended: 'done' | 'failed', seconds: number): void;
}

const nothing = () => {};

/** For a program that nobody watches. */
export const noMeters: Meters = {
  answered: nothing,
  stream: nothing,
  refused: nothing,
  happened: nothing,
  mail: nothing,
  webhook: nothing,
  round: nothing,
};
