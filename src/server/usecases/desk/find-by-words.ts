import { slipsOf, wordsOf } from '#domain/people/name-words.ts';
import { Refused } from '#domain/refusal.ts';
import {
  countUpTo,
  type WordIs,
  type WordPlace,
  walkWords,
  wordsThere,
} from '#server/storage/people/member-search.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** Of what is typed; more words find nobody else. */
const wordsRead = 4;
/** How many words of members one answer looks at. It holds the process for some tens of milliseconds at most. */
const looksAtMost = 6_000;
/** What a further walk may look at in any case. */
const looksAtLeast = 500;
/** Of the words that are one slip away, those that some member has. */
const slipsAtMost = 60;

/** Where a list goes on: in which walk, along which typed word, after which place. */
type Place = readonly [walk: number, along: number, word: string, memberId: string];

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
  let place: WordPlace | null = begun && { word: begun[2], memberId: begun[3] };
  let driver = begun?.[1] ?? null;
  const ids: string[] = [];
  let looks = looksAtMost;
  for (let at = begun?.[0] ?? 0; at <= words.length + 1; at += 1) {
    const wanted = await wantedAt(db, words, at);
    const counts = await countsOf(db, wanted?.needs ?? []);
    const index = driver ?? counts.indexOf(Math.min(...counts));
    const along = wanted?.needs[index];
    if (begun && !along && place) throw new Refused({ key: 'not-found' });
    if (wanted && along && !counts.includes(0)) {
      const has = wanted.needs.filter((need) => need !== along);
      const wish = { after: place, limit: limit - ids.length, looks };
      const { found, stopped } = await walkWords(db, { along, has, hasNo: wanted.hasNo }, wish);
      ids.push(...found.map(({ memberId }) => memberId));
      if (stopped) return { ids, next: writePlace([at, index, stopped.word, stopped.memberId]) };
      looks = Math.max(looks - (counts[index] ?? 0), looksAtLeast);
    }
    place = null;
    driver = null;
  }
  return { ids, next: null };
}

/** What a member of a walk has: a word for each that was typed; and what none of their words is. */
interface Wanted {
  readonly needs: readonly WordIs[];
  readonly hasNo: readonly WordIs[];
}

/**
 * 0: every word begins so. Then for each word: it has a slip, and the others begin so. Last, for two words: both have.
 * @returns null where nobody can be found so
 */
async function wantedAt(
  db: ReadWork['db'],
  words: readonly string[],
  at: number,
): Promise<Wanted | null> {
  const begins = words.map((word): WordIs => ({ begins: word }));
  if (at === 0) return { needs: begins, hasNo: [] };
  const isLast = at === words.length + 1;
  if (isLast && words.length !== 2) return null;
  const slipped = words.map((_, index) => isLast || index === at - 1);
  const needs: WordIs[] = [];
  for (const [index, word] of words.entries()) {
    const oneOf = slipped[index] ? await wordsThere(db, slipsOf(word), slipsAtMost) : [];
    if (slipped[index] && oneOf.length === 0) return null;
    needs.push(slipped[index] ? { oneOf } : { begins: word });
  }
  return { needs, hasNo: begins.filter((_, index) => slipped[index]) };
}

/** How many words there are of each kind: along the rarest the fewest members are looked at. */
async function countsOf(db: ReadWork['db'], needs: readonly WordIs[]): Promise<number[]> {
  const counts: number[] = [];
  for (const need of needs) counts.push(await countUpTo(db, need, looksAtMost));
  return counts;
}

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
