import type { Withdrawal } from '#contract/admin/admin-answers.ts';
import { poolShards } from '#domain/pool/pool.ts';
import { uploadLeaseMs } from '#domain/pool/upload.ts';
import { Refused } from '#domain/refusal.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { runningUpload } from '#server/storage/pools/pool-uploads.ts';
import {
  countWithdrawn,
  holdShard,
  lastLeftOver,
  removeCodes,
  renumberCodes,
  unusedCodes,
  uploadedCodes,
} from '#server/storage/pools/pool-withdrawals.ts';
import {
  changePool,
  freeCodes,
  holdPool,
  poolById,
  scopeOf,
  setLoaded,
} from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact, type Work } from '#server/usecases/ground/work.ts';
import { endDeadUpload } from './begin-upload.ts';
import { uploadOf } from './view-upload.ts';
import { warnWhenLow } from './warn-when-low.ts';

/** How many are taken out at a time, so that the one writer is soon free again. */
const withdrawnAtOnce = 200;

/**
 * Takes the codes of one upload out of their pool, because they were loaded by mistake. Codes that a member got or a
 * till has used stay. If it is killed half-way, the same command takes out the rest.
 * @throws Refused `upload-unknown`, or `upload-running` while this pool is being loaded
 */
export async function withdrawCodes(
  context: Context,
  uploadId: string,
  { dryRun }: { dryRun: boolean },
): Promise<Withdrawal> {
  const upload = await uploadOf(context, uploadId);
  const pool = await poolById(context.store.read, upload.pool_id);
  const before = await standingOf(context, pool, upload.id);
  if (dryRun) {
    const { db, at } = await readWork(context);
    const running = await runningUpload(db, pool.id);
    if (running && at - running.touched_at < uploadLeaseMs)
      throw new Refused({ key: 'upload-running' });
    const { free, kept, left } = before;
    return reportOf(pool, upload.id, { withdrawn: free, kept, left: left - free, dryRun });
  }
  await transact(context, (work) => begin(work, pool, { uploadId: upload.id, count: before.free }));
  let withdrawn = 0;
  for (let shard = 0; shard < poolShards; shard += 1) {
    withdrawn += await takeAllOut(context, pool, { uploadId: upload.id, shard });
  }
  if (withdrawn > 0) await transact(context, (work) => settleMark(work, pool.id));
  const { kept, left } = await standingOf(context, pool, upload.id);
  return reportOf(pool, upload.id, { withdrawn, kept, left, dryRun });
}

const reportOf = (
  pool: PoolRow,
  uploadId: number,
  rest: Pick<Withdrawal, 'withdrawn' | 'kept' | 'left' | 'dryRun'>,
): Withdrawal => ({ uploadId, ...scopeOf(pool), ...rest });

async function standingOf({ store }: Context, { id: poolId }: PoolRow, uploadId: number) {
  const codes = await uploadedCodes(store.read, { poolId, uploadId });
  const of = (fits: (one: (typeof codes)[number]) => boolean) =>
    codes.filter(fits).reduce((sum, { count }) => sum + count, 0);
  const kept = {
    held: of(({ outcome }) => outcome === 'open'),
    used: of(({ outcome, spoiled }) => outcome === 'used' || (outcome === null && spoiled === 1)),
    unused: of(({ outcome }) => outcome === 'unused'),
  };
  const free = of(({ outcome, spoiled }) => outcome === null && spoiled === 0);
  return { free, kept, left: (await freeCodes(store.read, [poolId])).get(poolId) ?? 0 };
}

/** Records the act before the first code is taken out. */
async function begin(
  work: Work,
  pool: PoolRow,
  { uploadId, count }: { uploadId: number; count: number },
): Promise<void> {
  const { rewardId, storeId } = scopeOf(pool);
  await holdPool(work, { rewardId, storeId });
  await endDeadUpload(work, pool.id);
  if (count === 0) return;
  await recordAct(work, {
    act: 'codes-withdrawn',
    storeId,
    details: { uploadId, rewardId, codes: count },
  });
}

async function takeAllOut(
  context: Context,
  pool: PoolRow,
  { uploadId, shard }: { uploadId: number; shard: number },
): Promise<number> {
  let withdrawn = 0;
  for (let below: number | null = Number.MAX_SAFE_INTEGER; below !== null; ) {
    const place: { shard: number; below: number } = { shard, below };
    const step = await transact(context, (work) => takeOut(work, pool, uploadId, place));
    withdrawn += step.withdrawn;
    below = step.below;
  }
  return withdrawn;
}

/**
 * Takes some codes out of one shard, the highest numbers first, and fills the gaps with the codes after them, because
 * codes that count are numbered without a gap. It locks the shard before the pool, like an upload, so that the two
 * never block each other for good.
 * @returns how many counted, and below which number there may be more; null: none
 */
async function takeOut(
  work: Work,
  pool: PoolRow,
  uploadId: number,
  { shard, below }: { shard: number; below: number },
): Promise<{ withdrawn: number; below: number | null }> {
  const { loaded, handed } = await holdShard(work, pool.id, shard);
  await holdPool(work, scopeOf(pool));
  await endDeadUpload(work, pool.id);
  const place = { poolId: pool.id, shard };
  const stretch = { ...place, after: handed, before: below };
  const gone = await unusedCodes(work, stretch, uploadId, withdrawnAtOnce);
  if (gone.length === 0) return { withdrawn: 0, below: null };
  await removeCodes(work, place, gone);
  // Codes of a killed upload do not count yet, and leave no gap.
  const counted = gone.filter((seq) => seq <= loaded);
  if (counted.length > 0) {
    const last = loaded - counted.length;
    await closeGaps(work, place, { last, loaded, gone: counted });
    await setLoaded(work, pool.id, shard, last);
    await countWithdrawn(work, uploadId, counted.length);
  }
  const lowest = gone.at(-1) ?? 0;
  return { withdrawn: counted.length, below: gone.length < withdrawnAtOnce ? null : lowest };
}

/** Moves the codes after the new end to the free numbers before it; there are as many of both. */
async function closeGaps(
  work: Work,
  place: { poolId: number; shard: number },
  { last, loaded, gone }: { last: number; loaded: number; gone: readonly number[] },
): Promise<void> {
  const gaps = gone.filter((seq) => seq <= last);
  const taken = new Set(gone);
  const behind = Array.from({ length: loaded - last }, (_, at) => last + 1 + at);
  const moves = behind
    .filter((seq) => !taken.has(seq))
    .flatMap((from, at) => {
      const to = gaps[at];
      return to === undefined ? [] : [{ from, to }];
    });
  if (moves.length > 0) await renumberCodes(work, place, moves);
}

/**
 * From now on the warning comes at a tenth of what is left of the last upload. Warns if this made the pool nearly
 * empty.
 */
async function settleMark(work: Work, poolId: number): Promise<void> {
  await changePool(work, poolId, { last_added: await lastLeftOver(work.db, poolId) });
  const pool = await poolById(work.db, poolId);
  if (pool.warned_at === null) await warnWhenLow(work, pool);
}
