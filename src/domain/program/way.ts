/**
 * How a store's tills take a voucher: our own till page (`page`), a POS that calls `/pos/v1` (`ask`), a POS that
 * compares codes loaded into it (`pool`), or a POS in which we make a single-use discount (`mint`).
 */
export const ways = ['page', 'ask', 'pool', 'mint'] as const;
export type Way = (typeof ways)[number];

/** The vendor whose API makes the discount, for the way `mint`. */
export const mintVendors = ['shopify', 'square'] as const;
export type MintVendor = (typeof mintVendors)[number];
