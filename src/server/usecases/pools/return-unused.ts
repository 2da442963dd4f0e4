import type { StillWaiting } from '#contract/admin/admin-answers.ts';
import { settledUntilIn } from '#domain/pool/settlement.ts';
import type { PoolHandoutRow } from '#server/storage/db/schema-pools.ts';
import {
  handoutOf,
  openCount,
  openHandouts,
  settleHandout,
} from '#server/storage/pools/pool-handouts.ts';
import { raiseSettled, settledUntil } from '#server/storage/pools/settlements.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { poolsOfStore } from './pools-of-store.ts';
import { type Settling, voucherKey } from './settle-line.ts';

export interface Returning {
  readonly changed: boolean;
  readonly waiting: StillWaiting;
}

/** How many members are handled at once: as many as share one flush of the disk. */
const atOnce = 64;

/**
 * Gives back the points of vouchers that no till has used: those that ended before the time up to which every store
 * that knows the code has been settled.
 */
export async function returnUnused(
  context: Context,
  settling: Settling,
  until: number,
): Promise<Returning> {
  await transact(context, (work) => raiseSettled(work, settling.storeId, until));
  const work = await readWork(context);
  const told = await settledUntil(work.db);
  const behind = new Set<string>();
  let changed = false;
  let codes = 0;
  for (const { pool, stores } of await poolsOfStore(work, settling.storeId)) {
    const bound = settledUntilIn(
      stores.map(({ id }) => id),
      told,
    );
    if (bound !== null) changed = (await returnIn(context, settling, pool.id, bound)) || changed;
    const open = await openCount(work.db, pool.id, until);
    codes += open;
    if (open === 0) continue;
    for (const { id, name } of stores) if ((told.get(id) ?? 0) < until) behind.add(name);
  }
  return { changed, waiting: { codes, stores: [...behind] } };
}

/** More than any pool ever has open at one time. */
const countedAtMost = 1_000_000;

/**
 * How many vouchers `returnUnused` would give back.
 * @param taken vouchers that the present file has used
 */
export async function countUnused(
  context: Context,
  { storeId }: Settling,
  until: number,
  taken: ReadonlySet<string>,
): Promise<number> {
  const work = await readWork(context);
  const told = new Map(await settledUntil(work.db));
  told.set(storeId, Math.max(until, told.get(storeId) ?? 0));
  let count = 0;
  for (const { pool, stores } of await poolsOfStore(work, storeId)) {
    const bound = settledUntilIn(
      stores.map(({ id }) => id),
      told,
    );
    if (bound === null) continue;
    const open = await openHandouts(work.db, pool.id, bound, countedAtMost);
    count += open.filter(
      ({ member_id, redemption_id }) => !taken.has(voucherKey(member_id, redemption_id)),
    ).length;
  }
  return count;
}

async function returnIn(
  context: Context,
  settling: Settling,
  poolId: number,
  bound: number,
): Promise<boolean> {
  let changed = false;
  for (;;) {
    const open = await openHandouts(context.store.read, poolId, bound, atOnce);
    if (open.length === 0) return changed;
    const done = await Promise.all(open.map((one) => returnOne(context, settling, one)));
    changed = done.some(Boolean) || changed;
  }
}

/** Gives back one voucher's points, in a transaction of its own. @returns false when it has been settled meanwhile */
function returnOne(
  context: Context,
  settling: Settling,
  { member_id, redemption_id }: Pick<PoolHandoutRow, 'member_id' | 'redemption_id'>,
): Promise<boolean> {
  return transact(context, async (work) => {
    await work.lockMember(member_id);
    const handout = await handoutOf(work.db, member_id, redemption_id);
    const row = await redemptionRow(work.db, member_id, redemption_id);
    if (!row || handout?.outcome !== 'open') return false;
    const state = row.end_reason === 'cancelled' ? 'cancelled' : 'expired';
    await giveBack(work, row, { state, because: state });
    await settleHandout(work, handout, {
      outcome: 'unused',
      settled_by: settling.id,
      use_key: null,
    });
    return true;
  });
}
