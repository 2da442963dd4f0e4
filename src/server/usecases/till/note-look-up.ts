import { limits } from '#domain/limit.ts';
import { refuseWhen } from '#domain/refusal.ts';
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

/**
 * Writes down who looked at whom, unless by a number that was scanned, and counts it. The same member within an hour
 * counts once, so that a page that asks again costs nothing.
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
