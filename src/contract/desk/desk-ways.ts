import type { Way } from '#domain/program/way.ts';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';

export interface DeskWays {
  readonly stores: readonly StoreWay[];
  /** What holds and will; it is sent back with a change. */
  readonly onto: string;
}

/** How a store's tills take a voucher, what its scanners read, and where its posters hang. */
export interface StoreWay {
  readonly id: string;
  readonly name: string;
  readonly way: Way;
  readonly scanner: ScannerProfile;
  /** What a barcode there contains, with an example for the member's digits. */
  readonly example: string;
  readonly posters: readonly { readonly placement: string; readonly place: string }[];
}
