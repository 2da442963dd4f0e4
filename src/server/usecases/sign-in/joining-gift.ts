import { joiningPoints, joiningRules } from '#domain/earning/occasion.ts';
import { totalsOf } from '#server/storage/purchases/earning-totals.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { hasTotal } from '#server/usecases/points/rule-totals.ts';

/** What somebody gets who joins now, in a store or in none. Totals are read only where a rule has one. */
export async function joiningGift(
  { db, program, at }: ReadWork,
  storeId: string | null,
): Promise<number> {
  const limited = joiningRules(program).filter(hasTotal);
  const inAll = await totalsOf(
    db,
    limited.map(({ id }) => id),
  );
  return joiningPoints(program, { at, storeId }, inAll);
}
