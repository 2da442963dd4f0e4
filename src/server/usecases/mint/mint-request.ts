import { mintCodeFrom } from '#domain/mint/mint-code.ts';
import { isMintWorth } from '#domain/program/mint-worth.ts';
import { textIn } from '#domain/program/text.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type { MintOrderRow } from '#server/storage/db/schema-mint.ts';
import { keyFingerprint } from '#server/storage/program/installation.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { fingerprintsOf } from '#server/usecases/ground/fingerprint.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { MintFault, type MintRequest } from '#server/vendors/mint/minter.ts';

type Minted = Pick<MintOrderRow, 'member_id' | 'redemption_id'>;

/**
 * A new discount's code, derived under the server's key, as it is stored: encrypted, so that the database holds nothing
 * that can be used, and stored, so that it stays the same when the key is turned.
 */
export function sealedMintCode({ secrets }: Pick<Context, 'secrets'>, of: Minted): string {
  return secrets.seal('mint-code', mintCodeFrom(secrets.derive('mint-code', codeText(of))));
}

/** The code of a redemption's discount; null: it was sealed under a key that is not set any more. */
export async function mintCodeOf(
  { db, context }: Pick<ReadWork, 'db' | 'context'>,
  order: Minted & Pick<MintOrderRow, 'sealed_code'>,
): Promise<string | null> {
  const { secrets } = context;
  if (order.sealed_code !== null) {
    try {
      return secrets.open('mint-code', order.sealed_code);
    } catch {
      return null;
    }
  }
  // A version wrote it that stored no code. Turning the key stores them all, so it is of the database's key of now.
  const made = secrets.derivations('mint-code', codeText(order)).map(mintCodeFrom);
  const kept = secrets.turning ? await keyFingerprint(db) : undefined;
  const [now = ''] = made;
  return made[fingerprintsOf(secrets).indexOf(kept ?? '')] ?? now;
}

const codeText = ({ member_id, redemption_id }: Minted): string => `${member_id}/${redemption_id}`;

/**
 * The request to the vendor. It is made from what was stored at issue, so every try sends the same.
 * @throws MintFault `refused` when its code can't be read any more: then nobody has seen it, and nobody will
 */
export async function mintRequestOf(
  work: Pick<ReadWork, 'db' | 'context' | 'program'>,
  row: RedemptionRow,
  order: MintOrderRow,
): Promise<MintRequest> {
  const { worth, name } = rewardAtIssue(row);
  if (!isMintWorth(worth)) throw new Error('the program allowed a reward that no vendor can make');
  const code = await mintCodeOf(work, order);
  if (code === null) throw new MintFault('refused', 'its code is of a key that has gone');
  return {
    id: row.id,
    code,
    title: `${code} ${textIn(name, 'en')}`,
    worth,
    currency: work.program.currency,
    startsAt: order.created_at,
    endsAt: order.ends_at,
  };
}
