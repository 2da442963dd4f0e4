/** What the programs of this part hand to each other, as JSON files. */

/** Made by `prepare-vouchers.ts`: what a till needs, and what one redemption does to the database. */
export interface Prepared {
  readonly posKey: string;
  /** Vouchers that can be scanned, each a member's own. */
  readonly codes: readonly string[];
  readonly statements: readonly Statement[];
  /** How many values of a redemption are drawn by chance. */
  readonly drawn: number;
}

/** A statement as the product sent it. What differs from one redemption to the next is named. */
export interface Statement {
  readonly sql: string;
  readonly how: 'all' | 'run';
  /** `of`: a value of the voucher; `fresh`: the n-th value that is drawn by chance for each redemption. */
  readonly parameters: readonly (Given | { readonly of: Varying } | { readonly fresh: number })[];
}

/** What a redemption has of its own. */
export interface Redeemed extends Readonly<Record<Varying, string>> {
  readonly fresh: readonly string[];
}

/** The values of one redemption for a statement. */
export const boundTo = ({ parameters }: Statement, redeemed: Redeemed): Given[] =>
  parameters.map((value) => {
    if (typeof value !== 'object' || value === null) return value;
    return 'of' in value ? redeemed[value.of] : (redeemed.fresh[value.fresh] ?? null);
  });

export type Given = string | number | null;

export type Varying =
  | 'codeKey'
  | 'memberId'
  | 'redemptionId'
  | 'receiptNumber'
  | 'idempotencyKey'
  | 'eventId';

/** What one till, or many, are to send. */
export interface Load {
  readonly url: string;
  readonly posKey: string;
  readonly codes: readonly string[];
  readonly concurrency: number;
}

export interface Result {
  readonly aSecond: number;
  readonly meanMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What became of one request. */
export interface Outcome {
  /** When it was due, on the clock. */
  readonly at: number;
  /** 0: no answer came. */
  readonly status: number;
  readonly tookMs: number;
}

/** What tills saw of a server whose disk fails. */
export interface Weathered {
  /** The receipts of what was answered 200. */
  readonly acknowledged: string[];
  readonly refused: number;
  /** What is no 503 with `Retry-After`. */
  readonly wrong: string[];
  /** From the first refusal until the next redemption of anybody. */
  readonly slowestRecoveryMs: number;
}
