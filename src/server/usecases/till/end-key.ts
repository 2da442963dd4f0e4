import { changeTill } from '#server/storage/till/tills.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { KeyedTill } from '#server/usecases/program/till-key.ts';
import { endQuestionsOf } from './end-confirmation.ts';
import { releaseAllOf } from './reserve-voucher.ts';

/**
 * Ends a till's key and the one before it: its POS gets `key-unknown` until the till has a new key. What it holds is
 * anybody's again, and what it was asking members is over.
 * @returns how many vouchers it held
 */
export function endTillKey(context: Context, { tillId, storeId }: KeyedTill): Promise<number> {
  return transact(context, async (work) => {
    const change = { revoked_at: work.at, old_key_hash: null, old_key_until: null };
    await changeTill(work, tillId, change);
    await endQuestionsOf(work, { posOf: tillId });
    const released = await releaseAllOf(work, tillId);
    await recordAct(work, { act: 'till-key-ended', storeId, details: { tillId } });
    return released;
  });
}
