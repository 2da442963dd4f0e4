import type { MintWorth } from '#domain/program/mint-worth.ts';
import type { MintConnection } from './connection.ts';

/** A single-use discount as a vendor is asked for it. The same order always reads the same. */
export interface MintRequest {
  /** Names it among all that were ever asked for: the redemption's id. */
  readonly id: string;
  /** What a shopper shows and an associate types. */
  readonly code: string;
  /** What stands in the retailer's own list of discounts: the code, and the reward's name. */
  readonly title: string;
  readonly worth: MintWorth;
  /** ISO 4217. */
  readonly currency: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A vendor's POS in which discounts are made, reached with one store's key. */
export interface Minter {
  /**
   * Makes it, or finds that it was made when the same was asked for before.
   * @returns the vendor's id of it
   * @throws MintFault
   */
  mint(request: MintRequest): Promise<string>;
  /**
   * @returns the vendor's id of it, or null when it is not there
   * @throws MintFault
   */
  find(request: MintRequest): Promise<string | null>;
  /**
   * Makes that it can't be used any more. One that is gone already is as good.
   * @throws MintFault
   */
  retire(reference: string): Promise<void>;
  /**
   * Whether it was used; also after it was retired.
   * @throws MintFault
   */
  wasUsed(reference: string, request: Pick<MintRequest, 'startsAt'>): Promise<boolean>;
  /**
   * A harmless call that shows whether the key opens what is needed.
   * @returns the currency of the shop there
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

/** The vendor's "no". Its message is made of codes and statuses only: what vendors say in words may hold a key. */
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
