import { profilesIn } from '#domain/program/profile-in-use.ts';
import { readScanned, type Scanned } from '#domain/scan/scanned.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { findHandedHere, type ScanIn } from './find-handed-here.ts';

/**
 * What was scanned in a store. A code that the store's own tills know comes before everything that its text could mean.
 */
export type Recognised =
  | Scanned
  | { readonly kind: 'handed'; readonly memberId: string; readonly redemptionId: string };

/** Says what was scanned in a store. It asks the database only where the store's tills know nothing but pool codes. */
export async function recogniseScan(work: ReadWork, wish: ScanIn): Promise<Recognised> {
  const handed = await findHandedHere(work, wish);
  return handed
    ? { kind: 'handed', ...handed }
    : readScanned(wish.scanned, profilesIn(work.program));
}
