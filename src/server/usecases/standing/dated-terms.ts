import type { Kysely } from 'kysely';
import type { Program } from '#domain/program/program.ts';
import type { TierTerms } from '#domain/program/tier-terms.ts';
import type { DatedTerms } from '#domain/standing/standing.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import type { Store } from '#server/storage/db/store.ts';
import { type Loading, loadingsUntil, programAsLoaded } from '#server/storage/program/programs.ts';

interface Parsed {
  readonly loadedAt: number;
  readonly terms: TierTerms;
}

/** The store itself, or what a thread reads by. */
export type KeptFor = Pick<Store, 'read'>;

/** What each version says of tiers: little, so all of them are kept, where programs may be 2 MB long. */
const parsedOf = new WeakMap<KeptFor, Map<number, Parsed>>();

/** What decided tiers until an instant, by all programs that were in force, the first one in front. */
export async function datedTerms(
  store: KeptFor,
  db: Kysely<Tables>,
  at: number,
): Promise<DatedTerms[]> {
  const dated: DatedTerms[] = [];
  for (const loading of await loadingsUntil(db, at)) {
    dated.push({ from: loading.beginsAt, terms: await termsOf(store, db, loading) });
  }
  return dated;
}

async function termsOf(
  store: KeptFor,
  db: Kysely<Tables>,
  { version, loadedAt }: Loading,
): Promise<TierTerms> {
  const kept = parsedOf.get(store) ?? new Map<number, Parsed>();
  parsedOf.set(store, kept);
  const known = kept.get(version);
  // A loading never changes what it says. One that was taken back may have had the same number, and another time.
  if (known?.loadedAt === loadedAt) return known.terms;
  const terms = tierTerms(await programAsLoaded(db, version)); // Checked when it was loaded.
  kept.set(version, { loadedAt, terms });
  return terms;
}

/** What of a program decides tiers. */
export const tierTerms = (program: Program): TierTerms => {
  const { tiers, tierRule, timeZone, currency, pointsPerUnit, pending } = program;
  return {
    tiers,
    timeZone,
    currency,
    pointsPerUnit,
    ...(tierRule && { tierRule }),
    ...(pending && { pending }),
  };
};
