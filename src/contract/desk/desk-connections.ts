import type { MintVendor } from '#domain/program/way.ts';

/** A store whose discounts are made in its vendor's POS. Instants are epoch milliseconds. */
export interface ConnectionLine {
  readonly storeId: string;
  readonly store: string;
  /** As the program says. */
  readonly vendor: MintVendor;
  /** The shop or location there; null: it is not connected, or to another vendor. */
  readonly account: string | null;
  readonly connectedAt: number | null;
  /** Discounts that were made there and are not over. */
  readonly open: number;
}

/** What the vendor said just now. */
export interface ConnectionCheck {
  readonly good: boolean;
  /** Why not, in a few words of English; null: it is good. */
  readonly reason: string | null;
}
