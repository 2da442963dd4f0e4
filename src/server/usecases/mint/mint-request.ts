import { mintCodeFrom } from '#domain/mint/mint-code.ts';
import { isMintWorth } from '#domain/program/mint-worth.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { MintRequest } from '#server/vendors/mint/minter.ts';

/** The code of a redemption's discount, derived under the server's key: the database holds nothing that can be used. */
export const mintCodeOf = (
  { secrets }: Pick<Context, 'secrets'>,
  { member_id, id }: Pick<RedemptionRow, 'member_id' | 'id'>,
): string => mintCodeFrom(secrets.derive('mint-code', `${member_id}/${id}`));

/** The request to the vendor. It is made from what was stored at issue, so every try sends the same. */
export function mintRequestOf(
  context: Pick<Context, 'secrets'>,
  { currency }: Pick<Program, 'currency'>,
  row: RedemptionRow,
  order: Pick<MintOrderRow, 'created_at' | 'ends_at'>,
): MintRequest {
  const { worth, name } = rewardAtIssue(row);
  if (!isMintWorth(worth)) throw new Error('the program allowed a reward that no vendor can make');
  const code = mintCodeOf(context, row);
  return {
    ...{ id: row.id, code, title: `${code} ${textIn(name, 'en')}`, worth, currency },
    ...{ startsAt: order.created_at, endsAt: order.ends_at },
  };
}
