import { type Reward, storeOf, storesWith } from '#domain/program/program.ts';
import { endCountsAt } from '#domain/redemption/redemption.ts';
import { mintTopic } from '#server/storage/db/live.ts';
import { addMintOrder } from '#server/storage/mint/mint-orders.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { sealedMintCode } from './mint-request.ts';

interface MintWish {
  readonly memberId: string;
  readonly id: string;
  readonly reward: Reward;
  /** Where the member is; null: nobody knows, and the reward can be had in one store. */
  readonly storeId: string | null;
  readonly at: number;
  /** When the voucher ends. */
  readonly expiresAt: number;
}

/** Orders a redemption's discount from the store's vendor, in the transaction that takes the points. */
export async function orderMint(
  work: Work,
  { memberId, id, reward, storeId, at, expiresAt }: MintWish,
): Promise<void> {
  const [only] = storesWith(work.program, reward);
  const store = storeId === null ? only : storeOf(work.program, storeId);
  if (!store?.mint) throw new Error('the program said that a vendor makes the code');
  await addMintOrder(work, {
    member_id: memberId,
    redemption_id: id,
    store_id: store.id,
    vendor: store.mint,
    sealed_code: sealedMintCode(work.context, { member_id: memberId, redemption_id: id }),
    created_at: at,
    ends_at: endCountsAt({ expiresAt }),
  });
  work.tell(mintTopic);
}
