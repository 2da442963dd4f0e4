import { isLow, lowWaterOf } from '#domain/pool/pool.ts';
import type { PoolRow } from '#server/storage/db/schema-pools.ts';
import {
  changePool,
  freeCodes,
  holdUnwarned,
  lowMarksOf,
  scopeOf,
} from '#server/storage/pools/pools.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { tellOperator } from './tell-operator.ts';

/** Warns once a crossing: by an event, and by mail where the operator has an address. */
export async function warnWhenLow(work: Work, pool: PoolRow): Promise<void> {
  const left = (await freeCodes(work.db, [pool.id])).get(pool.id) ?? 0;
  const marks = lowMarksOf(pool);
  if (!isLow(left, marks)) return;
  // Held by somebody else: that one warns.
  if (!(await holdUnwarned(work, pool.id))) return;
  await changePool(work, pool.id, { warned_at: work.at });
  const { rewardId, storeId } = scopeOf(pool);
  await recordEvent(work, {
    kind: 'pool.low',
    memberId: null,
    storeId,
    data: { rewardId, left, mark: lowWaterOf(marks) },
  });
  await tellOperator(work, { rewardId, storeId, left });
}
