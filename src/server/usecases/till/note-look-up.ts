import { type Limit, limits } from '#domain/limit.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import { countAgainst, refusalWhileFull } from '#server/storage/people/limits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { type ReadWork, transact } from '#server/usecases/ground/work.ts';
import {
  memberIdKnown,
  memberIdOfAddress,
  memberIdOfExternalId,
  memberIdOfNumber,
} from '#server/usecases/scan/find-named.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import type { Sent } from './judge-sent.ts';

/** Who is named, and by what of theirs. */
interface Named {
  readonly memberId: string;
  readonly by: 'number' | 'address' | 'member-id' | 'external-id' | 'scanned-number';
}

interface LookUp extends Named {
  readonly tillId: string;
  readonly storeId: string;
  /** Null: a POS, which does not say. */
  readonly associateId: string | null;
}

/**
 * Whom a request names without anything that they alone could show: whoever has a list can send one after the other.
 * @returns null for a voucher or a phone's pass, and where nobody is named
 * @throws Refused `member-unknown` or `address-invalid`
 */
export async function namedBy(work: ReadWork, sent: Sent, storeId: string): Promise<Named | null> {
  switch (sent.what) {
    case 'number':
      return { by: 'number', memberId: await memberIdOfNumber(work, sent.number) };
    case 'address':
      return { by: 'address', memberId: await memberIdOfAddress(work, sent.address) };
    case 'member-id':
      return { by: 'member-id', memberId: await memberIdKnown(work, sent.id) };
    case 'external-id':
      return { by: 'external-id', memberId: await memberIdOfExternalId(work, sent.externalId) };
    case 'nothing':
      return null;
    default: {
      if (sent.names !== 'member') return null;
      const recognised = await recogniseScan(work, { scanned: sent.scanned, storeId });
      if (recognised.kind !== 'number') return null;
      return { by: 'scanned-number', memberId: await memberIdOfNumber(work, recognised.number) };
    }
  }
}

const lookUpLimit = (associateId: string | null, isScan: boolean): Limit => {
  if (associateId === null) return limits.lookUpPos;
  return isScan ? limits.scannedNumber : limits.lookUp;
};

/**
 * Runs what does nothing but look somebody up. While the till's look-ups are used up, nobody is said to be unknown: the
 * difference would tell who is a member, for as long a list as somebody has. An act says it all the same, because a
 * till must know whether its sale was taken, and does not look through a list.
 * @throws Refused `too-many-requests` in place of `member-unknown`, which has been counted; or what it throws itself
 */
export async function hideWhileFull<T>(
  { store, now }: Context,
  { tillId, associateId }: Pick<LookUp, 'tillId' | 'associateId'>,
  sent: Sent,
  look: () => Promise<T>,
): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Refused && error.refusal.key === 'member-unknown') {
      const limit = lookUpLimit(associateId, sent.what === 'scan');
      refuseWhen(await refusalWhileFull(store.read, limit, tillId, now()));
    }
    throw error;
  }
}

/**
 * Writes down who looked at whom, unless by a number that was scanned, and counts it. The same member within an hour
 * counts once, so that a page that asks again costs nothing.
 * @throws Refused `too-many-requests`
 */
export async function noteLookUp(context: Context, lookUp: LookUp): Promise<void> {
  const { tillId, storeId, associateId, memberId, by } = lookUp;
  const isScan = by === 'scanned-number';
  const limit = lookUpLimit(associateId, isScan);
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
