/** A row's place in a list that is sorted by time. */
export interface Listed {
  readonly at: number;
  readonly id: string;
}

/** Which part of a store's list is wanted, the latest first. */
export interface ListWish {
  readonly storeId: string;
  /** Only this till's; absent: all of the store. */
  readonly tillId?: string;
  /** The till's own number of it, at `tillId`. */
  readonly receiptNumber?: string;
  readonly memberId?: string;
  /** At `from` or later, and before `until`. */
  readonly from?: number;
  readonly until?: number;
  readonly after?: Listed;
  readonly limit: number;
}
