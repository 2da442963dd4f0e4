import type { Kysely } from 'kysely';
import { namedLines } from '#domain/earning/goods.ts';
import type { KeptPurchase } from '#domain/segments/in-segment.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { together } from '#server/storage/merges/merges.ts';
import { type Buyers, ofBuyers } from './buyers.ts';
import { toLine } from './lines.ts';

interface Wish {
  /** From when until when they were sold. */
  readonly since: number;
  readonly at: number;
  /** Whether their lines are read. */
  readonly lines: boolean;
}

/**
 * What members bought, with what was kept of each purchase: of a past instant, what had not come back until then.
 * @returns by member; who bought nothing is not there
 */
export async function keptPurchases(
  db: Kysely<Tables>,
  buyers: Buyers,
  { since, at, lines }: Wish,
): Promise<ReadonlyMap<string, readonly KeptPurchase[]>> {
  const sold = await db
    .selectFrom('purchases')
    .select(['member_id', 'id', 'at', 'store_id', 'minor'])
    .where(ofBuyers(buyers, 'purchases'))
    .where('at', '>=', Math.max(since, 0))
    .where('at', '<=', at)
    .execute();
  if (sold.length === 0) return new Map();
  const back = await db
    .selectFrom('returns')
    .select(['purchase_id', ({ fn }) => fn.sum<number>('minor').as('minor')])
    .where(ofBuyers(buyers, 'returns'))
    .where('at', '<=', at)
    .groupBy(['member_id', 'purchase_id'])
    .execute();
  const backOf = new Map(back.map(({ purchase_id, minor }) => [purchase_id, Number(minor)]));
  const named = lines ? await keptLines(db, buyers, { since, at }) : new Map();
  const byMember = Map.groupBy(sold, ({ member_id }) => member_id);
  return new Map(
    [...byMember].map(([memberId, own]) => [
      memberId,
      own.map((row) => ({
        at: row.at,
        storeId: row.store_id,
        minor: row.minor - (backOf.get(row.id) ?? 0),
        lines: named.get(row.id) ?? [],
      })),
    ]),
  );
}

/**
 * When the next sale or return of a member is, by the clock of its till, that comes after an instant.
 * @returns by member; of whom there is none, is not there
 */
export async function datedLater(
  db: Kysely<Tables>,
  buyers: Buyers,
  at: number,
): Promise<ReadonlyMap<string, number>> {
  const first = new Map<string, number>();
  for (const table of ['purchases', 'returns'] as const) {
    const rows = await db
      .selectFrom(table)
      .select(['member_id', ({ fn }) => fn.min<number>('at').as('at')])
      .where(ofBuyers(buyers, table))
      .where('at', '>', at)
      .groupBy('member_id')
      .execute();
    for (const row of rows)
      first.set(row.member_id, Math.min(row.at, first.get(row.member_id) ?? row.at));
  }
  return first;
}

/** What a member bought, also in memberships that were merged into theirs (`keptPurchases`). */
export async function keptByPerson(
  db: Kysely<Tables>,
  memberId: string,
  wish: Wish,
): Promise<readonly KeptPurchase[]> {
  const bought = await keptPurchases(db, { memberIds: await together(db, memberId) }, wish);
  return [...bought.values()].flat();
}

/** The lines of which something was kept, by purchase, each by all its names. */
async function keptLines(
  db: Kysely<Tables>,
  buyers: Buyers,
  { since, at }: Omit<Wish, 'lines'>,
): Promise<ReadonlyMap<string, readonly ReadonlySet<string>[]>> {
  const rows = await db
    .selectFrom('purchase_lines')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'purchase_lines.member_id')
        .onRef('purchases.id', '=', 'purchase_lines.purchase_id'),
    )
    .selectAll('purchase_lines')
    .where(ofBuyers(buyers, 'purchase_lines'))
    .where('purchases.at', '>=', Math.max(since, 0))
    .where('purchases.at', '<=', at)
    .execute();
  const back = await db
    .selectFrom('return_lines')
    .innerJoin('returns', (join) =>
      join
        .onRef('returns.member_id', '=', 'return_lines.member_id')
        .onRef('returns.id', '=', 'return_lines.return_id'),
    )
    .select(['return_lines.purchase_id', 'line_id', 'return_lines.minor'])
    .where(ofBuyers(buyers, 'return_lines'))
    .where('returns.at', '<=', at)
    .execute();
  const backOf = new Map<string, number>();
  for (const { purchase_id, line_id, minor } of back) {
    const key = `${purchase_id} ${line_id}`;
    backOf.set(key, (backOf.get(key) ?? 0) + minor);
  }
  // A free line that came back has an amount of 0 there.
  const kept = rows.filter(
    ({ purchase_id, id, minor }) => (backOf.get(`${purchase_id} ${id}`) ?? -1) < minor,
  );
  return new Map(
    [...Map.groupBy(kept, ({ purchase_id }) => purchase_id)].map(([id, own]) => [
      id,
      namedLines({ lines: own.map(toLine) }).map(({ names }) => names),
    ]),
  );
}
