import type { EarningPage } from '#contract/profile.ts';
import { checkInRules, visitOf } from '#domain/earning/check-in.ts';
import { storeOf } from '#domain/program/program.ts';
import { visitPoints } from '#server/storage/points/occasions.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** The form for a visit, where the poster of a store was scanned in which none has given today. */
export async function checkInForm(
  { db, program, at }: ReadWork,
  memberId: string,
  storeId: string | null,
): Promise<Pick<EarningPage, 'checkIn'>> {
  const store = storeId === null ? undefined : storeOf(program, storeId);
  if (!store || checkInRules(program, store.id).length === 0) return {};
  const had = await visitPoints(db, memberId, visitOf(store.id, at, program.timeZone));
  return had > 0 ? {} : { checkIn: { store: store.name } };
}
