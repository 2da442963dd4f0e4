import { limits } from '#domain/limit.ts';
import { refuseWhen } from '#domain/refusal.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact } from '#server/usecases/ground/work.ts';

export interface LookUp {
  readonly tillId: string;
  readonly storeId: string;
  /** Null: a POS, which does not say. */
  readonly associateId: string | null;
  readonly memberId: string;
  readonly by: 'number' | 'address' | 'member-id' | 'external-id' | 'scanned-number';
}

/**
 * Writes down who looked at whom, unless by a number that was scanned, and counts it. The same member within an hour counts once, so that
 * a page that asks again costs nothing.
 * @throws Refused `too-many-requests`
 */
export async function noteLookUp(context: Context, lookUp: LookUp): Promise<void> {
  const { tillId, storeId, associateId, memberId, by } = lookUp;
  const isScan = by === 'scanned-number';
  const ofPage = isScan ? limits.scannedNumber : limits.lookUp;
  const limit = associateId === null ? limits.lookUpPos : ofPage;
  // Whom a scan has found before is still written down when they are looked up.
  const seen = `${tillId}/${associateId ?? ''}/${memberId}${isScan ? '/scanned' : ''}`;
  const again = limits.lookUpAgain;
  if (await refusalWhileFull(context.store.read, again, seen, context.now())) return;
  await transact(context, async (work) => {
    const { at } = work;
    if (await countAgainst(work, again, seen, at)) return;
    refuseWhen(await countAgainst(work, limit, tillId, at));
    if (isScan) return;
    const data = { tillId, associateId, by };
    await recordEvent(work, { kind: 'member.looked-up', memberId, storeId, data });
  });
}
