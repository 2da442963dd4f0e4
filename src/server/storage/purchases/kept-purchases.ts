import type { Kysely } from 'kysely';
import { namedLines } from '#domain/earning/goods.ts';
import type { KeptPurchase } from '#domain/segments/in-segment.ts';
import type { Tables } from '#server/storage/db/schema.ts';
import { toLine } from './lines.ts';

/**
 * A member's purchases with what was kept of each: of a past instant, what had not come back until then.
 * @param wish `since`, `at`: from when until when they were sold; `lines`: whether their lines are read
 */
export async function keptPurchases(
  db: Kysely<Tables>,
  memberId: string,
  { since, at, lines }: { readonly since: number; readonly at: number; readonly lines: boolean },
): Promise<KeptPurchase[]> {
  const sold = await db
    .selectFrom('purchases')
    .select(['id', 'at', 'store_id', 'minor'])
    .where('member_id', '=', memberId)
    .where('at', '>=', Math.max(since, 0))
    .where('at', '<=', at)
    .execute();
  if (sold.length === 0) return [];
  const back = await db
    .selectFrom('returns')
    .select(['purchase_id', ({ fn }) => fn.sum<number>('minor').as('minor')])
    .where('member_id', '=', memberId)
    .where('at', '<=', at)
    .groupBy('purchase_id')
    .execute();
  const backOf = new Map(back.map(({ purchase_id, minor }) => [purchase_id, Number(minor)]));
  const linesOf = lines ? await keptLines(db, memberId, { since, at }) : new Map();
  return sold.map(({ id, at: soldAt, store_id, minor }) => ({
    at: soldAt,
    storeId: store_id,
    minor: minor - (backOf.get(id) ?? 0),
    lines: linesOf.get(id) ?? [],
  }));
}

/** The lines of which something was kept, by purchase, each by all its names. */
async function keptLines(
  db: Kysely<Tables>,
  memberId: string,
  { since, at }: { readonly since: number; readonly at: number },
): Promise<Map<string, ReadonlySet<string>[]>> {
  const rows = await db
    .selectFrom('purchase_lines')
    .innerJoin('purchases', (join) =>
      join
        .onRef('purchases.member_id', '=', 'purchase_lines.member_id')
        .onRef('purchases.id', '=', 'purchase_lines.purchase_id'),
    )
    .selectAll('purchase_lines')
    .where('purchase_lines.member_id', '=', memberId)
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
    .where('return_lines.member_id', '=', memberId)
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
