import { isLow, type PoolScope } from '#domain/pool/pool.ts';
import { type UploadFault, type UploadState, uploadLeaseMs } from '#domain/pool/upload.ts';
import { type Program, storeOf } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { Refused } from '#domain/refusal.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import { removeUncounted } from '#server/storage/pools/pool-codes.ts';
import {
  addUpload,
  changeUpload,
  runningUpload,
  type UploadChange,
} from '#server/storage/pools/pool-uploads.ts';
import {
  changePool,
  freeCodes,
  holdPool,
  lowMarksOf,
  makePool,
  poolById,
  scopeOf,
  setLoaded,
  shardsOf,
} from '#server/storage/pools/pools.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeNumber } from '#server/usecases/ground/make-id.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';

export interface UploadWish {
  readonly scope: PoolScope;
  /** Null: the symbology of the pool's codes, or the one that the store's scanners read. */
  readonly symbology: Symbology | null;
  /** Warn when this few are left; null: as before. */
  readonly lowMark: number | null;
  /** True: one bad or known line, and none of the file's codes count. */
  readonly allOrNothing: boolean;
}

/** The state of an upload. */
export interface Upload {
  readonly uploadId: number;
  readonly poolId: number;
  readonly symbology: Symbology;
  /** No code counts before the end. */
  readonly allOrNothing: boolean;
  /** The last number in each shard. */
  readonly numbered: readonly number[];
  /** The shard that gets the next code. */
  readonly turn: number;
  readonly lines: number;
  readonly added: number;
  readonly duplicates: number;
  readonly bad: number;
  readonly faults: readonly UploadFault[];
}

/** How many codes that never counted are removed at a time. */
const removedAtOnce = 500;

/**
 * Begins an upload, and makes the pool if it is the first one. Codes that a killed upload left uncounted are removed.
 * @throws Refused `reward-unknown`, `store-unknown`, `symbology-other` or `upload-running`
 */
export async function beginUpload(context: Context, wish: UploadWish): Promise<Upload> {
  const uploadId = makeNumber(context);
  const pool = await transact(context, async (work) => {
    const found = await openPool(work, wish);
    await endDeadUpload(work, found.id);
    if (wish.lowMark !== null) await changePool(work, found.id, { low_mark: wish.lowMark });
    await addUpload(work, uploadId, found.id, work.at);
    return found;
  });
  await clearAway(context, uploadId, pool.id);
  const shards = await shardsOf(context.store.read, pool.id);
  return {
    uploadId,
    poolId: pool.id,
    symbology: pool.symbology,
    allOrNothing: wish.allOrNothing,
    numbered: shards.map(({ loaded }) => loaded),
    turn: 0,
    lines: 0,
    added: 0,
    duplicates: 0,
    bad: 0,
    faults: [],
  };
}

/** @throws Refused `reward-unknown` or `store-unknown` */
export function refuseUnknown(program: Program, { rewardId, storeId }: PoolScope): void {
  if (!rewardOf(program, rewardId)) throw new Refused({ key: 'reward-unknown' });
  if (storeId !== null && !storeOf(program, storeId)) {
    throw new Refused({ key: 'store-unknown', store: storeId });
  }
}

async function openPool(work: Work, { scope, symbology }: UploadWish): Promise<PoolRow> {
  refuseUnknown(work.program, scope);
  const store = storeOf(work.program, scope.storeId);
  const fallback = store?.scanner?.symbology ?? 'code-128';
  await makePool(work, { ...scope, id: makeNumber(work.context) }, symbology ?? fallback);
  const pool = await holdPool(work, scope);
  if (!pool) throw new Error('a pool that was just made is not there');
  if (symbology === null || pool.symbology === symbology) return pool;
  const used = (await shardsOf(work.db, pool.id)).some(({ loaded }) => loaded > 0);
  if (used) throw new Refused({ key: 'symbology-other', symbology: pool.symbology });
  await changePool(work, pool.id, { symbology });
  return { ...pool, symbology };
}

/** @throws Refused `upload-running` while one is alive */
export async function endDeadUpload(work: Work, poolId: number): Promise<void> {
  const running = await runningUpload(work.db, poolId);
  if (!running) return;
  const isAlive = work.at - running.touched_at < uploadLeaseMs;
  if (isAlive) throw new Refused({ key: 'upload-running' });
  await changeUpload(work, running.id, { state: 'failed' });
}

/**
 * Removes codes that do not count yet. Each round first checks that this upload still runs: if another one has taken
 * its place, such codes belong to that one.
 * @throws Refused `upload-running`
 */
async function clearAway(context: Context, uploadId: number, poolId: number): Promise<void> {
  for (const { shard, loaded } of await shardsOf(context.store.read, poolId)) {
    const place = { poolId, shard, loaded };
    let removed = removedAtOnce;
    while (removed === removedAtOnce) {
      removed = await transact(context, async (work) => {
        await changeRunning(work, uploadId, { touched_at: work.at });
        return removeUncounted(work, place, removedAtOnce);
      });
    }
  }
}

/**
 * Ends an upload: counts its codes where they did not count yet, or removes them.
 * @throws Refused `upload-running` when another upload has taken this one's place
 */
export async function endUpload(
  context: Context,
  upload: Upload,
  state: Exclude<UploadState, 'running'>,
): Promise<void> {
  const { uploadId, poolId, added } = upload;
  const counted = upload.allOrNothing && state !== 'done' ? 0 : added;
  if (upload.allOrNothing && state !== 'done') await clearAway(context, uploadId, poolId);
  await transact(context, async (work) => {
    if (state === 'done') await makeCount(work, upload);
    await changeRunning(work, uploadId, {
      state,
      touched_at: work.at,
      added: counted,
    });
    const { rewardId, storeId } = scopeOf(await poolById(work.db, poolId));
    const details = { uploadId, rewardId, state, codes: counted };
    await recordAct(work, { act: 'codes-loaded', storeId, details });
  });
}

/** @throws Refused `upload-running` when another upload has taken this one's place */
export async function changeRunning(
  work: Work,
  uploadId: number,
  change: UploadChange,
): Promise<void> {
  if (!(await changeUpload(work, uploadId, change))) throw new Refused({ key: 'upload-running' });
}

/**
 * Locks the shards before the pool, as a hand-out does: two transactions that lock in the same order never block each
 * other for good.
 */
async function makeCount(
  work: Work,
  { poolId, added, allOrNothing, numbered }: Upload,
): Promise<void> {
  if (allOrNothing) {
    for (const [shard, last] of numbered.entries()) await setLoaded(work, poolId, shard, last);
  }
  if (added === 0) return;
  await changePool(work, poolId, { last_added: added });
  const pool = await poolById(work.db, poolId);
  const left = (await freeCodes(work.db, [poolId])).get(poolId) ?? 0;
  if (!isLow(left, lowMarksOf(pool))) await changePool(work, poolId, { warned_at: null });
}
