import type { DeskPools } from '#contract/desk/desk-pools.ts';
import type { PoolScope } from '#domain/pool/pool.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { listPools } from '#server/usecases/pools/list-pools.ts';
import { latestUploads } from '#server/usecases/pools/view-upload.ts';

/** The pools with what is left of each, the latest files of codes, and where codes can be loaded and settled. */
export async function viewPools(context: Context, language: Language): Promise<DeskPools> {
  const { program } = await readWork(context);
  const pools = await listPools(context);
  const uploads = await latestUploads(context);
  const named = (scope: PoolScope) => namesOf(program, scope, language);
  const holding = new Set(pools.flatMap(({ storeId }) => (storeId === null ? [] : [storeId])));
  const ids = program.stores.filter(({ way }) => way === 'pool').map(({ id }) => id);
  return {
    pools: pools.map((pool) => ({
      ...pool,
      ...named(pool),
      handedOutIn: pool.handedOutAt.map((id) => storeNameOf(program, id)),
    })),
    uploads: uploads.map((one) => ({ ...one, ...named(one) })),
    rewards: program.rewards.map(({ id, name }) => ({ id, name: textIn(name, language) })),
    stores: [...new Set([...ids, ...holding])].map((id) => ({
      id,
      name: storeNameOf(program, id),
    })),
  };
}

function namesOf(program: Program, { rewardId, storeId }: PoolScope, language: Language) {
  const reward = rewardOf(program, rewardId);
  return {
    reward: reward ? textIn(reward.name, language) : rewardId,
    store: storeId === null ? null : storeNameOf(program, storeId),
  };
}
