import type { MintVendor } from '#domain/program/way.ts';

/** What a retailer gave us for one store: where, and the key. It is stored encrypted. */
export type MintConnection =
  | {
      readonly vendor: 'shopify';
      /** `my-shop.myshopify.com` */
      readonly shop: string;
      readonly key: ShopifyKey;
    }
  | {
      readonly vendor: 'square';
      readonly locationId: string;
      readonly token: string;
      readonly sandbox: boolean;
    };

/** Apps of Shopify's Dev Dashboard fetch a token for one day; older apps of a shop's admin have one without an end. */
export type ShopifyKey =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly secret: string };

/** Where a connection leads, without its key: another account is another shop. */
export const accountOf = (connection: MintConnection): string =>
  connection.vendor === 'shopify'
    ? connection.shop
    : `${connection.locationId}${connection.sandbox ? ' (sandbox)' : ''}`;

export const vendorNames: Readonly<Record<MintVendor, string>> = {
  shopify: 'Shopify',
  square: 'Square',
};
