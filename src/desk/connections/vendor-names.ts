import type { MintVendor } from '#domain/program/way.ts';

/** Names that are the same in every language. */
export const vendorNames: Readonly<Record<MintVendor, string>> = {
  shopify: 'Shopify',
  square: 'Square',
};
