import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Spend } from '#domain/points/qualifying.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { ofPerson } from '#server/storage/merges/merges.ts';

/** Which purchases count towards a tier. */
export interface QualifyingWindow {
  readonly since: number;
  /** Counts only purchases whose points can be spent then; null: counts all. */
  readonly availableAt: number | null;
}

const qualifying = (
  db: Kysely<Tables>,
  person: RawBuilder<SqlBool>,
  { since, availableAt }: QualifyingWindow,
) => {
  const counted = db.selectFrom('purchases').where(person).where('at', '>', since);
  return availableAt === null
    ? counted
    : counted.where((eb) =>
        eb(eb.fn.coalesce('counts_from', 'available_at', eb.lit(0)), '<=', availableAt),
      );
};

/** The spend that counts towards a tier, also of memberships that were merged, minus returns, in minor units. */
export async function qualifyingMinor(
  db: Kysely<Tables>,
  memberId: string,
  window: QualifyingWindow,
): Promise<number> {
  const row = await qualifying(db, await ofPerson(db, memberId), window)
    .select(sql<number>`coalesce(sum(counted - counted_back), 0)`.as('minor'))
    .executeTakeFirstOrThrow();
  return Number(row.minor); // PostgreSQL sums bigints to a decimal, which arrives as text.
}

/** The spend that counts for tiers, purchase by purchase. */
export async function qualifyingSpends(
  db: Kysely<Tables>,
  memberId: string,
  window: QualifyingWindow,
): Promise<readonly Spend[]> {
  const rows = await qualifying(db, await ofPerson(db, memberId), window)
    .select(['at', 'counted', 'counted_back'])
    .execute();
  return rows.map(({ at, counted, counted_back: back }) => ({ at, minor: counted - back }));
}

/** When the next purchase begins to count that waits for its points; undefined: none waits. */
export async function nextQualifying(
  db: Kysely<Tables>,
  memberId: string,
  at: number,
): Promise<number | undefined> {
  const from = sql<number>`coalesce(counts_from, available_at)`;
  const row = await db
    .selectFrom('purchases')
    .select(sql<number | null>`min(${from})`.as('from'))
    .where(await ofPerson(db, memberId))
    .where(from, '>', at)
    .executeTakeFirst();
  return row?.from ?? undefined;
}
