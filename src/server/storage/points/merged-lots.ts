import type { Kysely } from 'kysely';
import { cause, type Draw } from '#domain/points/ledger.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/** A lot by its member. */
export interface LotName {
  readonly memberId: string;
  readonly lotId: string;
}

/**
 * The lots into which a lot's points went when its membership was merged, and those into which these went when that one
 * was merged too; none for a membership that was merged into none.
 */
export async function heirsOf(db: Kysely<Tables>, lot: LotName): Promise<LotName[]> {
  const rows = await db
    .selectFrom('ledger_entries')
    .select(['cause', 'seq', 'draws'])
    .where('member_id', '=', lot.memberId)
    // The character after a colon ends the range.
    .where('cause', '>=', 'merged-out:')
    .where('cause', '<', 'merged-out;')
    .orderBy('seq')
    .execute();
  const own = rows.flatMap((row) => {
    const draws = JSON.parse(row.draws) as Draw[]; // `appendEntry` wrote them.
    if (!draws.some(({ lotId }) => lotId === lot.lotId)) return [];
    const { memberId } = cause.mergedWith(row.cause);
    return [{ memberId, lotId: cause.mergedIn(lot.memberId, row.seq) }];
  });
  const later: LotName[] = [];
  for (const heir of own) later.push(...(await heirsOf(db, heir)));
  return [...own, ...later];
}

/** The lot of which a lot's points first were, before memberships were merged; itself, if they never were another's. */
export async function originOf(db: Kysely<Tables>, lot: LotName): Promise<LotName> {
  for (let one = lot; ; ) {
    if (!cause.isMergedIn(one.lotId)) return one;
    const { memberId, seq } = cause.mergedWith(one.lotId);
    const row = await db
      .selectFrom('ledger_entries')
      .select('draws')
      .where('member_id', '=', memberId)
      .where('seq', '=', seq)
      .executeTakeFirst();
    const [draw] = row ? (JSON.parse(row.draws) as Draw[]) : []; // `appendEntry` wrote them.
    if (!draw) return one;
    one = { memberId, lotId: draw.lotId };
  }
}
