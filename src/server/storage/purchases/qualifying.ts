import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Spend } from '#domain/points/qualifying.ts';
import { portionsOf } from '#server/storage/db/portions.ts';
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

/** A purchase that counts for tiers, now or as soon as its points can be spent. */
export interface WaitingSpend extends Spend {
  /** 0: at once. */
  readonly countsFrom: number;
}

/**
 * What members spent after an instant, by member, each in their own membership alone, minus returns, in minor units; who
 * bought nothing is not there.
 */
export async function spendsOfMembers(
  db: Kysely<Tables>,
  memberIds: readonly string[],
  since: number,
): Promise<ReadonlyMap<string, readonly WaitingSpend[]>> {
  const spends = new Map<string, WaitingSpend[]>();
  for (const some of portionsOf(memberIds)) {
    const rows = await db
      .selectFrom('purchases')
      .select(['member_id', 'at', 'counted', 'counted_back', 'counts_from', 'available_at'])
      .where('member_id', 'in', some)
      .where('at', '>', since)
      .execute();
    for (const [id, own] of Map.groupBy(rows, ({ member_id }) => member_id))
      spends.set(
        id,
        own.map(({ at, counted, counted_back: back, counts_from, available_at }) => ({
          at,
          minor: counted - back,
          countsFrom: counts_from ?? available_at ?? 0,
        })),
      );
  }
  return spends;
}
