import type { Kysely } from 'kysely';
import { afterDebt } from '#domain/debt.ts';
import { cause } from '#domain/ledger.ts';
import { undrawn } from '#domain/lot.ts';
import { type Refusal, refuseWhen } from '#domain/refusal.ts';
import { rewardRefusal, storeRefusal } from '#domain/reward.ts';
import type { Context } from '#server/context.ts';
import { entryByCause, liveLotIds } from '#server/storage/ledger-entries.ts';
import { changeRedemption, rewardAtIssue } from '#server/storage/redemptions.ts';
import type { RedemptionRow, Tables } from '#server/storage/schema.ts';
import type { Tx } from '#server/storage/store.ts';
import type { ProgramInForce } from './current-program.ts';
import { giveBack } from './give-back.ts';
import { issueInto } from './issue-voucher.ts';
import { makeId } from './make-id.ts';
import { situationOf, stockOf, weighMember } from './weigh-situation.ts';

/**
 * Why an expired voucher can't be issued again in a store, or null. What looking at it says, redeeming it
 * does. The person in the queue is told of the voucher they hold, not of the rules behind a second one.
 */
export async function issueAgainRefusal(
  db: Kysely<Tables>,
  inForce: ProgramInForce,
  row: RedemptionRow,
  { storeId, at }: { storeId: string; at: number },
): Promise<Refusal | null> {
  const reward = rewardAtIssue(row);
  const elsewhere = storeRefusal(inForce.program, reward, storeId);
  if (elsewhere) return elsewhere;
  const standing = await weighMember(db, inForce, row.member_id, at);
  const left = await stockOf(db, reward);
  const back = await stillHeld(db, row, { debt: standing.debt, at });
  const situation = situationOf(standing, storeId, left === null ? null : left + back.pieces, at);
  const spendable = situation.spendable + back.points;
  const refused = rewardRefusal(inForce.program, reward, { ...situation, spendable });
  return refused && { key: 'voucher-expired', at: row.expires_at };
}

/**
 * What a voucher that the clock has not ended yet gives back first: its piece, and the points that fill a debt
 * or come to a lot that still lives.
 */
async function stillHeld(
  db: Kysely<Tables>,
  row: RedemptionRow,
  { debt, at }: { debt: number; at: number },
): Promise<{ points: number; pieces: number }> {
  if (row.state === 'expired') return { points: 0, pieces: 0 };
  const taken = await entryByCause(db, row.member_id, cause.issue(row.id));
  const alive = await liveLotIds(db, row.member_id, at);
  const draws = afterDebt(undrawn(taken?.draws ?? []), debt).filter(({ lotId }) =>
    alive.has(lotId),
  );
  return {
    points: draws.reduce((sum, draw) => sum + draw.points, Math.min(debt, row.points)),
    pieces: row.stock_shard === null ? 0 : 1,
  };
}

/**
 * Gives an expired voucher's points back and takes them again, so that the ledger tells what happened.
 * @returns the id of the redemption that stands in its stead
 * @throws Refused `voucher-expired` or `not-in-this-store`
 */
export async function issueAgain(
  tx: Tx,
  context: Context,
  inForce: ProgramInForce,
  row: RedemptionRow,
  storeId: string,
): Promise<string> {
  const here = { storeId, at: context.now() };
  refuseWhen(await issueAgainRefusal(tx.db, inForce, row, here));
  if (row.state !== 'expired') {
    await giveBack(tx, context, inForce, row, { state: 'expired', because: 'issued-again' });
  }
  const id = await issueInto(tx, context, inForce, {
    memberId: row.member_id,
    id: makeId(context),
    reward: rewardAtIssue(row),
    storeId,
    // Redeemed in the same breath, so that no till of the store's has to know its code.
    source: 'own',
  });
  await changeRedemption(tx, row, { replaced_by: id });
  return id;
}
