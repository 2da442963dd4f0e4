import type { Kysely } from 'kysely';
import { codeSources } from '#domain/program/code-source.ts';
import type { Tables } from '#server/storage/db/schema.ts';

/** Vouchers that members can still use: of a reward, or taken in a store; at most `limit`. */
export async function liveVouchers(
  db: Kysely<Tables>,
  at: number,
  wish: { readonly rewardId: string } | { readonly storeId: string },
  limit: number,
): Promise<string[]> {
  const live = db
    .selectFrom('redemptions')
    .select('id')
    // All of them, because the index of live vouchers begins with it.
    .where('code_source', 'in', codeSources)
    .where('state', 'in', ['issued', 'reserved'])
    .where('expires_at', '>', at);
  const wanted =
    'rewardId' in wish
      ? live.where('reward_id', '=', wish.rewardId)
      : live.where('store_id', '=', wish.storeId);
  return (await wanted.limit(limit).execute()).map(({ id }) => id);
}
