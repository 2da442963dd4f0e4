import type { Kysely } from 'kysely';
import type { Tables } from '#server/storage/db/schema.ts';

/** Whether a purchase or a redemption names a tier, so that somebody has stood in it. */
export async function isTierInUse(db: Kysely<Tables>, tierId: string): Promise<boolean> {
  const purchase = db.selectFrom('purchases').select('tier_id').where('tier_id', '=', tierId);
  const redemption = db.selectFrom('redemptions').select('tier_id').where('tier_id', '=', tierId);
  const found =
    (await purchase.limit(1).executeTakeFirst()) ?? (await redemption.limit(1).executeTakeFirst());
  return found !== undefined;
}
