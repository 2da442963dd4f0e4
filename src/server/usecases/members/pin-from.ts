import { pinTakenFrom } from '#domain/people/member-pin.ts';
import { memberPinOf, toMemberPin } from '#server/storage/people/member-pins.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { isOurs } from '#server/usecases/rights/member-pin.ts';

/** From when a member's PIN is taken at tills, epoch milliseconds; null: they have none. */
export async function pinFrom(
  { db, context }: Pick<ReadWork, 'db' | 'context'>,
  memberId: string,
): Promise<number | null> {
  const row = await memberPinOf(db, memberId);
  return row && isOurs(context, row) ? pinTakenFrom(toMemberPin(row)) : null;
}
