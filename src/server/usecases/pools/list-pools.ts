import type { PoolStanding } from '#contract/admin/admin-answers.ts';
import { isLow, lowWaterOf, storesHandingOut } from '#domain/pool/pool.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { handoutCounts } from '#server/storage/pools/pool-handouts.ts';
import { allPools, freeCodes, lowMarksOf, scopeOf } from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';

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
