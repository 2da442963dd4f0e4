/**
 * How a store's tills take a voucher: our own till page, a POS that asks `/pos/v1`, a POS that compares codes
 * which were loaded into it, or a POS in which we make the single-use discount.
 */
export const ways = ['page', 'ask', 'pool', 'mint'] as const;
export type Way = (typeof ways)[number];

/** Whose API makes the discount where the way is `mint`. */
export const mintVendors = ['shopify', 'square'] as const;
export type MintVendor = (typeof mintVendors)[number];
