import type { MintWorth } from '#domain/program/mint-worth.ts';
import type { MintConnection } from './connection.ts';

/** A request for a single-use discount. The same order always makes the same request. */
export interface MintRequest {
  /** The redemption's id, which names this discount among all. */
  readonly id: string;
  /** What a shopper shows and an associate types. */
  readonly code: string;
  /** The discount's name in the retailer's own list: the code, and the reward's name. */
  readonly title: string;
  readonly worth: MintWorth;
  /** ISO 4217. */
  readonly currency: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A vendor's POS in which discounts are made, with one store's key. */
export interface Minter {
  /**
   * Makes the discount, or finds the one that the same request made before.
   * @returns the vendor's id for it
   * @throws MintFault
   */
  mint(request: MintRequest): Promise<string>;
  /**
   * @returns the vendor's id for it, or null when it is not there
   * @throws MintFault
   */
  find(request: MintRequest): Promise<string | null>;
  /**
   * Makes it unusable. One that is gone already is fine.
   * @throws MintFault
   */
  retire(reference: string): Promise<void>;
  /**
   * Whether it was used; also after it was retired.
   * @throws MintFault
   */
  wasUsed(reference: string, request: Pick<MintRequest, 'startsAt'>): Promise<boolean>;
  /**
   * Makes a harmless call that shows whether the key opens what is needed.
   * @returns the currency of the shop
   * @throws MintFault
   */
  check(): Promise<string>;
}

/** Opens a vendor's API with a retailer's key. */
export type OpenMinter = (connection: MintConnection) => Minter;

/**
 * - `later`: throttled, or not reached at all: surely nothing was done, and trying again may help.
 * - `lost`: no answer, or one that says nothing: it may have been done.
 * - `denied`: the key is not good for this: surely nothing was done, and it takes a person to mend it.
 * - `refused`: the vendor will not do this, however often it is asked.
 */
export type MintFaultKind = 'later' | 'lost' | 'denied' | 'refused';

/** The vendor's "no". Its message has only codes and statuses: a vendor's own words may contain a key. */
export class MintFault extends Error {
  readonly kind: MintFaultKind;
  /** How long the vendor wants to be left alone. */
  readonly retryAfterMs: number;
  constructor(kind: MintFaultKind, reason: string, retryAfterMs = 0) {
    super(reason);
    this.name = 'MintFault';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
