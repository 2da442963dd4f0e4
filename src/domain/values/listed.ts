/** A row's place in a list by time: after that row, before the one that came earlier. */
export interface Listed {
  readonly at: number;
  readonly id: string;
}

/** What is wanted of a store's list, the latest first. */
export interface ListWish {
  readonly storeId: string;
  /** Only of this till; absent: of all of the store. */
  readonly tillId?: string;
  /** The till's own number of it, at `tillId`. */
  readonly receiptNumber?: string;
  readonly memberId?: string;
  /** From this instant on, and before that one. */
  readonly from?: number;
  readonly until?: number;
  readonly after?: Listed;
  readonly limit: number;
}
