import { storeOf } from '#domain/program/program.ts';
import type { FoundCode } from '#server/storage/pools/pool-handouts.ts';
import { scopeOf } from '#server/storage/pools/pools.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { findPoolCode } from '#server/usecases/pools/find-pool-code.ts';

/** A text that a store's till sent. */
export interface ScanIn {
  readonly scanned: string;
  readonly storeId: string;
}

/**
 * Whom a code went to, in a store whose tills only know such codes. A POS makes them as it likes, so that one may
 * read as a number of ours: there it is looked up before those.
 */
export async function findHandedHere(
  work: ReadWork,
  { scanned, storeId }: ScanIn,
): Promise<FoundCode['handout']> {
  if (storeOf(work.program, storeId)?.way !== 'pool') return null;
  const found = await findPoolCode(work, scanned);
  const of = found && scopeOf(found.pool).storeId;
  return found && (of === null || of === storeId) ? found.handout : null;
}
