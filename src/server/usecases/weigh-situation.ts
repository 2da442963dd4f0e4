import type { Kysely } from 'kysely';
import { type Lot, spendable } from '#domain/lot.ts';
import { qualifyingSince } from '#domain/qualifying.ts';
import type { Situation } from '#domain/reward.ts';
import { type TierStanding, tierStanding } from '#domain/tier.ts';
import { lotsOf } from '#server/storage/ledger-entries.ts';
import { qualifyingMinor } from '#server/storage/purchases.ts';
import { liveRedemptions } from '#server/storage/redemptions.ts';
import type { RedemptionRow, Tables } from '#server/storage/schema.ts';
import type { ProgramInForce } from './current-program.ts';

/** Everything about a member that rules ask for. Stock is a reward's own and is added by who asks. */
export interface Standing {
  readonly lots: readonly Lot[];
  readonly spendable: number;
  readonly tier: TierStanding;
  readonly live: readonly RedemptionRow[];
}

export async function weighMember(
  db: Kysely<Tables>,
  { program }: ProgramInForce,
  memberId: string,
  at: number,
): Promise<Standing> {
  const lots = await lotsOf(db, memberId);
  const spent = await qualifyingMinor(db, memberId, qualifyingSince(at));
  const live = await liveRedemptions(db, memberId, at);
  return { lots, spendable: spendable(lots, at), tier: tierStanding(program, spent), live };
}

export const situationOf = (
  standing: Standing,
  storeId: string | null,
  stockLeft: number | null,
  at: number,
): Situation => ({
  at,
  spendable: standing.spendable,
  tierId: standing.tier.tier.id,
  storeId,
  stockLeft,
  liveVouchers: standing.live.length,
});
