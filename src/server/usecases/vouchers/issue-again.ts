import { afterDebt } from '#domain/points/debt.ts';
import { cause } from '#domain/points/ledger.ts';
import { comeBack, undrawn } from '#domain/points/lot.ts';
import { rewardRefusal, storeRefusal } from '#domain/program/reward.ts';
import { decideRedeem } from '#domain/redemption/redemption.ts';
import { type Refusal, refuseWhen } from '#domain/refusal.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { lotEnds } from '#server/storage/points/lots.ts';
import { moveAward } from '#server/storage/purchases/awards.ts';
import {
  changeRedemption,
  rewardAtIssue,
  toRedemption,
} from '#server/storage/vouchers/redemptions.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import type { ReadWork, Work } from '#server/usecases/ground/work.ts';
import { giveBack } from '#server/usecases/redemptions/give-back.ts';
import { issueInto, twinOf } from './issue-voucher.ts';
import { standIn } from './stand-in.ts';
import { situationOf, stockOf, weighMember } from './weigh-situation.ts';

/** The till and the store where somebody stands with the voucher. */
interface At {
  readonly tillId: string;
  readonly storeId: string;
  /** When it was used, if the till reports it later; absent: now. */
  readonly usedAt?: number;
}

/**
 * Why an expired voucher can't be issued again in a store, or null. Looking at it and redeeming it give the same
 * answer. The refusal is about the voucher in the shopper's hand, not about the rules for a new one.
 */
export async function issueAgainRefusal(
  work: ReadWork,
  row: RedemptionRow,
  { tillId, storeId, usedAt = work.at }: At,
): Promise<Refusal | null> {
  const reward = rewardAtIssue(row);
  const { at } = work;
  const elsewhere = storeRefusal(work.program, reward, storeId);
  if (elsewhere) return elsewhere;
  const standing = await weighMember(work, row.member_id);
  const twin = twinOf(standing, reward);
  if (twin) return twinRefusal(work, row, twin, tillId);
  const left = await stockOf(work, reward);
  const back = await stillHeld(work, row, { debt: standing.debt, at });
  const pieces = left === null ? null : left + back.pieces;
  const situation = situationOf(standing, reward, storeId, pieces, usedAt);
  const spendable = situation.spendable + back.points;
  // The expired voucher still counts against the member's limit until the clock has ended it.
  const own = row.state === 'expired' ? -1 : situation.hadAt.indexOf(row.issued_at);
  const hadAt = situation.hadAt.filter((_, index) => index !== own);
  // It was theirs when it was issued.
  const then = { spendable, hadAt, segments: null };
  const refused = rewardRefusal(work.program, reward, { ...situation, ...then });
  return refused && { key: 'voucher-expired', at: row.expires_at };
}

/**
 * Why the member's live voucher for the same reward can't be used instead of the expired one, or null. Its points are
 * paid, but another till may have reserved it, or its code may be for a shop's own till.
 */
function twinRefusal(
  { program, at }: ReadWork,
  row: RedemptionRow,
  twin: RedemptionRow,
  tillId: string,
): Refusal | null {
  if (twin.code_source !== 'own') return { key: 'voucher-expired', at: row.expires_at };
  const decision = decideRedeem(toRedemption(program, twin), { tillId, receiptNumber: null }, at);
  return decision.outcome === 'refused' ? decision.refusal : null;
}

/**
 * What a voucher gives back first, if the clock has not ended it yet: its piece of the stock, and the points that will
 * pay a debt or can be spent.
 */
async function stillHeld(
  { db }: ReadWork,
  row: RedemptionRow,
  { debt, at }: { debt: number; at: number },
): Promise<{ points: number; pieces: number }> {
  if (row.state === 'expired') return { points: 0, pieces: 0 };
  const taken = await entryByCause(db, row.member_id, cause.issue(row.id));
  const part = undrawn(taken?.draws ?? []);
  const ids = part.map(({ lotId }) => lotId);
  const ends = await lotEnds(db, row.member_id, ids);
  const back = { cause: cause.giveBack(row.id), at };
  const draws = afterDebt(comeBack(part, ends, back).draws, debt).filter(
    ({ lotId }) => lotId === back.cause || (ends.get(lotId) ?? 0) > at,
  );
  return {
    points: draws.reduce((sum, draw) => sum + draw.points, Math.min(debt, row.points)),
    pieces: row.stock_shard === null ? 0 : 1,
  };
}

/**
 * Gives an expired voucher's points back and takes them again, so that the ledger shows both.
 * @returns the row of the redemption that replaces it
 * @throws Refused `voucher-expired`, `not-in-this-store`, or `voucher-reserved` where that one is reserved
 */
export async function issueAgain(work: Work, row: RedemptionRow, here: At): Promise<RedemptionRow> {
  refuseWhen(await issueAgainRefusal(work, row, here));
  if (row.state !== 'expired') {
    await giveBack(work, row, { state: 'expired', because: 'issued-again' });
  }
  const reward = rewardAtIssue(row);
  const id = await issueInto(work, {
    memberId: row.member_id,
    id: makeId(work.context),
    reward,
    storeId: here.storeId,
    // It is redeemed in the same transaction, so no till of the store has to know its code.
    source: 'own',
    ...(here.usedAt !== undefined && { usedAt: here.usedAt }),
  });
  await changeRedemption(work, row, { replaced_by: id });
  if (reward.earnedBy !== undefined) {
    await moveAward(work, row.member_id, { from: row.id, to: id });
  }
  return standIn(work, { memberId: row.member_id, redemptionId: id });
}
