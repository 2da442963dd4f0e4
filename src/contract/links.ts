import type { LinksTo, Patterns } from './endpoint.ts';
import type { AskEndpoints, MemberEndpoints } from './member-api.ts';
import { askApi, linkTo, memberApi, tillApi } from './paths.ts';
import type { TillEndpoints } from './till-api.ts';

/** The links that the browsers' programs ask at. Each knows the types of what is sent and answered. */

/** @returns a link for each pattern, under its name */
export const linksOf = <L>(patterns: Patterns) =>
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
