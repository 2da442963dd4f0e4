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
 * The redemption that has this code, in a store whose tills only know pool codes. A pool's code may look like one of
 * our numbers, so it is looked up first.
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
