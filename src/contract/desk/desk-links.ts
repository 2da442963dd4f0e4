import { deskApi } from '#contract/desk/desk-paths.ts';
import type { LinksTo } from '#contract/endpoint.ts';
import { linksOf } from '#contract/links.ts';
import type { DeskEndpoints } from './desk-api.ts';

/** For the desk. */
export const deskLinks = /* @__PURE__ */ linksOf<LinksTo<typeof deskApi, DeskEndpoints>>(deskApi);

/** A list of the desk with what it is asked for; the query chooses a part of the same address. */
export const deskList = <A extends string>(
  address: A,
  query: Readonly<Record<string, string>>,
): A =>
  `${address}?${Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')}` as A; // The same endpoint answers, so the types are the same.
