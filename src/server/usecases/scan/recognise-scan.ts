import { readScanned, type Scanned } from '#domain/pass/scanned.ts';
import { profilesIn } from '#domain/program/profile-in-use.ts';
import type { Program } from '#domain/program/program.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { findHandedHere, type ScanIn } from './find-handed-here.ts';

/** What was scanned in a store: a code that its own tills know comes before anything that it reads as. */
export type Recognised =
  | Scanned
  | { readonly kind: 'handed'; readonly memberId: string; readonly redemptionId: string };

/** Says what was scanned in a store. The database is asked only where the store's tills know nothing but a pool's codes. */
export async function recogniseScan(
  tx: Pick<Tx, 'db'>,
  context: Context,
  program: Program,
  wish: ScanIn,
): Promise<Recognised> {
  const handed = await findHandedHere(tx, context, program, wish);
  return handed ? { kind: 'handed', ...handed } : readScanned(wish.scanned, profilesIn(program));
}
