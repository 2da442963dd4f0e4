import { isLow, lowWaterOf, type PoolScope, storesHandingOut } from '#domain/pool/pool.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { handoutCounts } from '#server/storage/pools/pool-handouts.ts';
import { allPools, freeCodes, lowMarksOf, scopeOf } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

/** The state of a pool. Every code that was ever handed out is live, waiting, used or unused. */
export interface PoolStanding extends PoolScope {
  readonly symbology: Symbology;
  /** Codes that can be handed out. */
  readonly free: number;
  /** On a phone now. */
  readonly live: number;
  /** Ended on the phone, and not settled yet: nobody knows whether the till has used it. */
  readonly waiting: number;
  readonly used: number;
  readonly unused: number;
  /** A warning is sent when this few are free. */
  readonly mark: number;
  readonly isLow: boolean;
  /** The stores where its codes are handed out, by id. */
  readonly handedOutAt: readonly string[];
}

/** Every pool, for an administrator. */
export async function listPools(context: Context): Promise<PoolStanding[]> {
  const { db, program } = await readWork(context);
  const pools = await allPools(db);
  const free = await freeCodes(
    db,
    pools.map(({ id }) => id),
  );
  return Promise.all(
    pools.map(async (pool) => ({
      ...(await standingOf(context, pool, free.get(pool.id) ?? 0)),
      handedOutAt: storesHandingOut(program, scopeOf(pool)).map(({ id }) => id),
    })),
  );
}

async function standingOf(
  context: Context,
  pool: PoolRow,
  free: number,
): Promise<Omit<PoolStanding, 'handedOutAt'>> {
  const counts = await handoutCounts(context.store.read, pool.id, context.now());
  const of = (outcome: string) => counts.find((one) => one.outcome === outcome);
  const marks = lowMarksOf(pool);
  const open = of('open');
  const waiting = open?.ended ?? 0;
  return {
    ...scopeOf(pool),
    symbology: pool.symbology,
    free,
    live: (open?.count ?? 0) - waiting,
    waiting,
    used: of('used')?.count ?? 0,
    unused: of('unused')?.count ?? 0,
    mark: lowWaterOf(marks),
    isLow: isLow(free, marks),
  };
}
