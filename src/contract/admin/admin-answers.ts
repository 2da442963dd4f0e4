import type { TermWorth } from '#domain/membership/worth.ts';
import type { PoolScope } from '#domain/pool/pool.ts';
import type { LineOutcome } from '#domain/pool/settlement.ts';
import type { UseFault } from '#domain/pool/till-file.ts';
import type { UploadFault, UploadState } from '#domain/pool/upload.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { CodeFileReading } from '#domain/values/code-file.ts';
import type { Money } from '#domain/values/money.ts';

/** What an administrator's program is answered. The command line prints the same. */

/** The state of a pool. Every code that was ever handed out is live, waiting, used or unused. */
export interface PoolStanding extends PoolScope {
  readonly symbology: Symbology;
  /** Codes that can be handed out. */
  readonly free: number;
  /** On a phone now. */
  readonly live: number;
  /** Ended on the phone, and not settled yet: nobody knows whether the till has used it. */
  readonly waiting: number;
  readonly used: number;
  readonly unused: number;
  /** A warning is sent when this few are free. */
  readonly mark: number;
  readonly isLow: boolean;
  /** The stores where its codes are handed out, by id. */
  readonly handedOutAt: readonly string[];
}

/** The result of loading a file of codes. */
export interface UploadReport {
  readonly uploadId: number;
  readonly state: UploadState;
  /** How many lines with content were read, without the header line. */
  readonly lines: number;
  readonly added: number;
  readonly duplicates: number;
  readonly bad: number;
  /** The first faults, by line. */
  readonly faults: readonly UploadFault[];
  /** Codes that can be handed out now. */
  readonly left: number;
  /** The stores where they are handed out, by id: none where no store of the pool has the way `pool` and the reward. */
  readonly handedOutAt: readonly string[];
  /** What was read, and how. */
  readonly reading: CodeFileReading;
}

/** What loading a file would do. There is no upload. */
export interface LoadDryRun extends Omit<UploadReport, 'uploadId' | 'state'> {
  readonly uploadId: null;
  readonly state: 'rehearsed';
}

/** How far an upload has come, or how it ended. */
export interface UploadView
  extends Omit<UploadReport, 'left' | 'handedOutAt' | 'faults' | 'reading'>,
    PoolScope {
  /** How many of the added codes were withdrawn. */
  readonly withdrawn: number;
  readonly startedAt: number;
  readonly touchedAt: number;
}

/** The result of taking an upload's codes out again, or of a dry run. */
export interface Withdrawal extends PoolScope {
  readonly uploadId: number;
  /** Codes that were taken out now; they may be loaded again into any pool. */
  readonly withdrawn: number;
  /** Codes that stay, because a member got them or a till has used them. */
  readonly kept: {
    /** A member holds it, or it waits for the settlement. */
    readonly held: number;
    readonly used: number;
    /** A member had it and did not use it; nobody else gets it. */
    readonly unused: number;
  };
  /** Codes of the pool that can be handed out afterwards. */
  readonly left: number;
  readonly dryRun: boolean;
}

/** The result of settling a store by its till's file. */
export interface SettlementReport {
  readonly counts: Readonly<Record<LineOutcome, number>>;
  /** The lines that were not simply used; only the first ones of them. */
  readonly lines: readonly ToldLine[];
  /** Which columns were read; null where the file is empty. */
  readonly columns: UseColumns | null;
  /** How many vouchers this settlement has found unused, in all; their points are back. */
  readonly returned: number;
  /** How many of them just now: the same file again gives nothing back. */
  readonly returnedNow: number;
  readonly waiting: StillWaiting;
  /** Whether no points were given back although a time was given, and why. */
  readonly heldBack: boolean;
  readonly heldBecause: HeldBecause | null;
  readonly dryRun: boolean;
}

/** A line that somebody should look at. */
export interface ToldLine {
  readonly line: number;
  readonly outcome: LineOutcome;
  /** The line of the same file that used the code before; null: none did. */
  readonly ofLine: number | null;
  /** Why the line can't be read; null: it can. */
  readonly fault: UseFault | null;
  /** The text that stands where a time should be, if it can't be read. */
  readonly sample: string | null;
}

/** Which column holds what, numbered from 1; null: no column does. */
export interface UseColumns {
  /** The cells of the header line; null where the file has none. */
  readonly header: readonly string[] | null;
  readonly code: number;
  /** Two columns if day and time of day are separate. */
  readonly time: readonly number[];
  readonly till: number | null;
  readonly receipt: number | null;
}

/**
 * What a settlement leaves open, because another store's tills know the same codes and that store has not been settled.
 */
export interface StillWaiting {
  readonly codes: number;
  /** The names of the stores that have to be settled first. */
  readonly stores: readonly string[];
}

/** Why no points come back although the file is complete. */
export type HeldBecause =
  /** Bad lines may be uses. */
  | 'bad-lines'
  /** Not one line names a code of this store's: it may be another file, or another column. */
  | 'no-match';

/** A tier that a member has paid for, as an administrator's program reads it. Instants as RFC 3339. */
export interface MembershipView {
  readonly membershipId: string;
  readonly memberId: string;
  readonly tierId: string;
  readonly source: 'sale' | 'api' | 'support';
  readonly state: 'coming' | 'running' | 'over' | 'taken-back';
  readonly from: string;
  /** The first instant in which it is over. */
  readonly until: string;
  /** It adds on at the end of the one before. */
  readonly renews: boolean;
  /** The member, or the shop's system, has chosen not to renew it. */
  readonly left: boolean;
  readonly paid: Money;
  /** What was to be paid back when it was taken back, or what would be if it came back now. */
  readonly refund: Money;
  /** What it has given so far, minor units, and of what that is made. */
  readonly gave: TermWorth;
}

/** An answer to a survey that was taken. */
export interface AnswerTaken {
  /** What it gave; 0: the limits of the rule left nothing. */
  readonly points: number;
}

/** A review that was taken. */
export interface ReviewTaken {
  readonly points: number;
  /** `had`: this member's review of this product gave before. `limits`: nothing is left for it. */
  readonly outcome: 'given' | 'had' | 'limits';
}

/** A link that gives for a review, once. */
export interface ReviewLink {
  readonly url: string;
  /** Until when, RFC 3339. */
  readonly until: string;
}

/** What another system calls a member. */
export interface ExternalIdView {
  readonly source: string;
  readonly id: string;
  /** When it was given, RFC 3339. */
  readonly since: string;
}

export interface ExternalIds {
  /** By source, then by id. */
  readonly externalIds: readonly ExternalIdView[];
}

/** Which member it is: neither name nor address. */
export interface AdminMember extends ExternalIds {
  readonly memberId: string;
  readonly number: string;
  /** RFC 3339. */
  readonly joinedAt: string;
}
