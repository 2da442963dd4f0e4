import { type Program, storeOf } from '#domain/program/program.ts';
import type { Tx } from '#server/storage/db/store.ts';
import type { FoundCode } from '#server/storage/pools/pool-handouts.ts';
import { scopeOf } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
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
  tx: Pick<Tx, 'db'>,
  context: Context,
  program: Program,
  { scanned, storeId }: ScanIn,
): Promise<FoundCode['handout']> {
  if (storeOf(program, storeId)?.way !== 'pool') return null;
  const found = await findPoolCode(tx, context, scanned);
  const of = found && scopeOf(found.pool).storeId;
  return found && (of === null || of === storeId) ? found.handout : null;
}
