import { slipsOf, wordsOf } from '#domain/people/name-words.ts';
import { Refused } from '#domain/refusal.ts';
import {
  countUpTo,
  type WordIs,
  type WordPlace,
  type WordWalk,
  walkWords,
  wordsThere,
} from '#server/storage/people/member-search.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** Of what is typed; more words find nobody else. */
const wordsRead = 4;
/** How many words of members one answer looks at. It holds the process for some tens of milliseconds at most. */
const looksAtMost = 6_000;
/** To tell a rare word from a frequent one. */
const countedAtMost = 500;
/** Of the words that are one slip away, those that some member has. */
const slipsAtMost = 60;

/** Where a list goes on: in which walk, along which typed word, after which place. */
type Place = readonly [walk: number, driver: number, word: string, memberId: string];

/**
 * Members whose name or address has every word that was typed, in any order: first those whose words begin so, then
 * those where one word has a slip, then those where both of two have one.
 * @param after a `next` of before
 * @returns their ids, and where the list goes on: perhaps after none, where one answer would have looked at too much
 * @throws Refused `not-found` for a place that is none
 */
export async function findByWords(
  { db }: ReadWork,
  typed: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ ids: string[]; next: string | null }> {
  const words = wordsOf(typed).slice(0, wordsRead);
  if (words.length === 0) return { ids: [], next: null };
  const begun = after === undefined ? null : readPlace(after);
  const driver = begun ? begun[1] : await rarest(db, words);
  if (driver >= words.length) throw new Refused({ key: 'not-found' });
  let place: WordPlace | null = begun && { word: begun[2], memberId: begun[3] };
  const ids: string[] = [];
  let looks = looksAtMost;
  for (let at = begun?.[0] ?? 0; at <= words.length + 1; at += 1) {
    const walk = await walkAt(db, words, { at, driver });
    if (walk) {
      const wish = { after: place, limit: limit - ids.length, looks };
      const { found, stopped } = await walkWords(db, walk, wish);
      ids.push(...found.map(({ memberId }) => memberId));
      if (stopped) return { ids, next: writePlace([at, driver, stopped.word, stopped.memberId]) };
      looks = Math.max(looks - (await countUpTo(db, walk.along, looks)), countedAtMost);
    }
    place = null;
  }
  return { ids, next: null };
}

/** Along the rarest word the fewest members are looked at. */
async function rarest(db: ReadWork['db'], words: readonly string[]): Promise<number> {
  if (words.length === 1) return 0;
  const counts: number[] = [];
  for (const word of words) counts.push(await countUpTo(db, { begins: word }, countedAtMost));
  // Of two frequent ones the longer is rarer.
  const weight = (at: number) => (counts[at] ?? 0) * 100 - (words[at]?.length ?? 0);
  return words.reduce((best, _, at) => (weight(at) < weight(best) ? at : best), 0);
}

/**
 * 0: every word begins so. Then for each word: it has a slip, and the others begin so. Last, for two words: both have.
 * @returns null where no member can be found so
 */
async function walkAt(
  db: ReadWork['db'],
  words: readonly string[],
  { at, driver }: { readonly at: number; readonly driver: number },
): Promise<WordWalk | null> {
  const begins = (word: string): WordIs => ({ begins: word });
  const without = (index: number) => words.filter((_, other) => other !== index);
  if (at === 0) {
    const has = without(driver).map((word) => [begins(word)]);
    return { along: begins(words[driver] ?? ''), has, hasNo: [], misses: [] };
  }
  const isLast = at === words.length + 1;
  if (isLast && words.length !== 2) return null;
  const slipped = isLast ? driver : at - 1;
  const typed = words[slipped] ?? '';
  const oneOf = await slipsThere(db, typed);
  if (oneOf.length === 0) return null;
  const others = without(slipped);
  const walk = { along: { oneOf }, hasNo: [begins(typed)], misses: [] };
  if (!isLast) return { ...walk, has: others.map((word) => [begins(word)]) };
  const has: (readonly WordIs[])[] = [];
  for (const word of others) {
    const near = await slipsThere(db, word);
    if (near.length === 0) return null;
    has.push([{ oneOf: near }]);
  }
  return { ...walk, has, misses: others.map(begins) };
}

const slipsThere = (db: ReadWork['db'], word: string) => wordsThere(db, slipsOf(word), slipsAtMost);

const writePlace = (place: Place): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(text: string): Place {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(read) && read.length === 4) {
      const [walk, driver, word, memberId] = read;
      if (isIndex(walk) && isIndex(driver) && typeof word === 'string')
        if (typeof memberId === 'string') return [walk, driver, word, memberId];
    }
  } catch {
    // Not one of ours, as below.
  }
  throw new Refused({ key: 'not-found' });
}

const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
