import { readScanned, type Scanned } from '#domain/pass/scanned.ts';
import { profilesIn } from '#domain/program/profile-in-use.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { findHandedHere, type ScanIn } from './find-handed-here.ts';

/** What was scanned in a store: a code that its own tills know comes before anything that it reads as. */
export type Recognised =
  | Scanned
  | { readonly kind: 'handed'; readonly memberId: string; readonly redemptionId: string };

/** Says what was scanned in a store. The database is asked only where the store's tills know nothing but a pool's codes. */
export async function recogniseScan(work: ReadWork, wish: ScanIn): Promise<Recognised> {
  const handed = await findHandedHere(work, wish);
  return handed
    ? { kind: 'handed', ...handed }
    : readScanned(wish.scanned, profilesIn(work.program));
}
