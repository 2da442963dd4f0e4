import type { DeskEndpoints } from './desk/desk-api.ts';
import type { LinksTo, Patterns } from './endpoint.ts';
import type { AskEndpoints, MemberEndpoints } from './member-api.ts';
import { askApi, deskApi, linkTo, memberApi, tillApi } from './paths.ts';
import type { TillEndpoints } from './till-api.ts';

/** The links that the browsers' programs ask at. Each knows the types of what is sent and answered. */

const linksOf = <L>(patterns: Patterns) =>
  Object.fromEntries(
    Object.entries(patterns).map(([name, pattern]) => [name, linkTo(pattern)]),
  ) as L; // `L` is made of the same patterns, and of what the table says of each.

/** For the shopper's pages. */
export const api = /* @__PURE__ */ linksOf<LinksTo<typeof memberApi, MemberEndpoints>>(memberApi);

/** The page of history before an entry. */
export const historyBefore = (seq: number) =>
  `${memberApi.history}?before=${seq}` as typeof api.history; // The query chooses a part of the same address, so the types are the same.

/** The addresses for a member's answer to one question. */
export const answerLinks = /* @__PURE__ */ linksOf<LinksTo<typeof askApi, AskEndpoints>>(askApi);

/** For the till page. */
export const tillLinks = /* @__PURE__ */ linksOf<LinksTo<typeof tillApi, TillEndpoints>>(tillApi);

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
