import type { Kysely } from 'kysely';
import type { RecentUse, TillVoucher } from '#contract/till.ts';
import type { Pass } from '#domain/pass/pass.ts';
import { textIn } from '#domain/program/program.ts';
import { storeRefusal } from '#domain/program/reward.ts';
import { decideRedeem, holdOf, stateAt } from '#domain/redemption/redemption.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import type { RedemptionRow, Tables } from '#server/storage/db/schema.ts';
import { memberById } from '#server/storage/people/members.ts';
import { associateById } from '#server/storage/till/associates.ts';
import {
  redemptionRow,
  rewardAtIssue,
  toRedemption,
  usesInStore,
} from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram, type ProgramInForce } from '#server/usecases/ground/current-program.ts';
import { rehearse } from '#server/usecases/ground/rehearse.ts';
import { claimPass } from '#server/usecases/passes/claim-pass.ts';
import { takePass } from '#server/usecases/passes/take-pass.ts';
import { tryPass } from '#server/usecases/passes/try-pass.ts';
import { findVoucher } from '#server/usecases/scan/find-voucher.ts';
import { passIn } from '#server/usecases/scan/pass-in.ts';
import { issueAgainRefusal } from '#server/usecases/vouchers/issue-again.ts';
import { showWorth } from '#server/usecases/vouchers/show-reward.ts';
import { showVoucher } from '#server/usecases/vouchers/show-voucher.ts';
import { type Found, standIn } from '#server/usecases/vouchers/stand-in.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';

export interface LookWish {
  readonly scanned: string;
  readonly tillId: string;
  readonly storeId: string;
  readonly language: string;
}

/**
 * What was scanned, without any effect on points.
 * @throws Refused `code-damaged`, `code-not-ours`, `code-unknown`; of a pass, why it can't be taken
 */
export async function lookAtVoucher(context: Context, wish: LookWish): Promise<TillVoucher> {
  const db = context.store.read;
  const { program } = await currentProgram(db);
  const pass = await passIn({ db }, context, program, wish);
  if (pass) return lookAtPass(context, pass, wish);
  const { member_id, redemption_id } = await findVoucher({ db }, context, program, wish);
  return lookAgain(context, db, { memberId: member_id, redemptionId: redemption_id }, wish);
}

/**
 * From now on the pass is this till's, so that nobody has to hurry; whether it can be given is tried and taken
 * back, so that redeeming can't say otherwise.
 */
async function lookAtPass(context: Context, pass: Pass, wish: LookWish): Promise<TillVoucher> {
  await tryPass(context, wish);
  await context.store.transact(async (tx) => {
    const { program } = await currentProgram(tx.db);
    await claimPass(tx, context, program, pass, wish);
  });
  return rehearse(context, async (tx) => {
    const found = await takePass(tx, context, await currentProgram(tx.db), pass, wish);
    return lookAgain(context, tx.db, found, wish);
  });
}

/** The same of a voucher that is known already, such as one that the transaction `db` has just changed. */
export async function lookAgain(
  context: Context,
  db: Kysely<Tables>,
  { memberId, redemptionId }: Found,
  wish: Omit<LookWish, 'scanned'>,
): Promise<TillVoucher> {
  const row = await standIn({ db }, memberId, redemptionId);
  const inForce = await currentProgram(db);
  const { tillId, storeId } = wish;
  const refusal = await refusalHere(db, inForce, row, { tillId, storeId, at: context.now() });
  return { ...(await describe(context, db, inForce, row, wish)), refusal };
}

/**
 * A redemption that was just redeemed or reversed, in the same words. That it is used now is no refusal:
 * it is what was asked for.
 * @param db the transaction that did it, while it has not committed yet
 */
export async function describeRedemption(
  context: Context,
  db: Kysely<Tables>,
  found: Found,
  wish: Omit<LookWish, 'scanned'>,
): Promise<TillVoucher> {
  const row = await redemptionRow(db, found.memberId, found.redemptionId);
  if (!row) throw new Refused({ key: 'redemption-unknown' });
  const inForce = await currentProgram(db);
  return { ...(await describe(context, db, inForce, row, wish)), refusal: null };
}

async function describe(
  context: Context,
  db: Kysely<Tables>,
  inForce: ProgramInForce,
  row: RedemptionRow,
  wish: Omit<LookWish, 'scanned'>,
): Promise<Omit<TillVoucher, 'refusal'>> {
  const { program } = inForce;
  const member = await memberById(db, row.member_id);
  const own = { balance: 0, number: '', language: wish.language };
  const shown = await showVoucher(context, inForce, row, own);
  const reward = rewardAtIssue(row);
  const redemption = toRedemption(program, row);
  const hold = holdOf(redemption, context.now());
  return {
    redemptionId: row.id,
    state: stateAt(redemption, context.now()),
    reward: {
      name: shown.reward.name,
      instruction: shown.reward.instruction,
      worth: showWorth(program, reward, wish.language),
    },
    firstName: member?.first_name ?? null,
    tier: await tierName(db, inForce, row, wish.language),
    points: row.points,
    expiresAt: row.expires_at,
    used: shown.used,
    held: hold && {
      store: hold.by.storeName,
      till: hold.by.tillName,
      basketId: hold.by.basketId,
      until: hold.until,
    },
  };
}

/** The tier at issue: the same answer to the same request, and as fast for a member with a long history. */
async function tierName(
  db: Kysely<Tables>,
  inForce: ProgramInForce,
  row: RedemptionRow,
  language: string,
): Promise<string> {
  const id =
    row.tier_id ?? (await weighMember(db, inForce, row.member_id, row.issued_at)).tier.tier.id;
  const tier = inForce.program.tiers.find((one) => one.id === id);
  return tier ? textIn(tier.name, language) : id;
}

/** Asked with a receipt number that no till has, so that a used voucher says where it was used. */
async function refusalHere(
  db: Kysely<Tables>,
  inForce: ProgramInForce,
  row: RedemptionRow,
  { tillId, storeId, at }: { tillId: string; storeId: string; at: number },
): Promise<Refusal | null> {
  const redemption = toRedemption(inForce.program, row);
  const decision = decideRedeem(redemption, { tillId, receiptNumber: '' }, at);
  if (decision.outcome === 'refused') return decision.refusal;
  if (decision.outcome === 'issue-again') {
    return issueAgainRefusal(db, inForce, row, { tillId, storeId, at });
  }
  return storeRefusal(inForce.program, rewardAtIssue(row), storeId);
}

const listedMs = 24 * 60 * 60_000;

/** What the store's tills gave in the last day, the latest first. */
export async function recentUses(
  context: Context,
  { storeId, language }: { storeId: string; language: string },
): Promise<RecentUse[]> {
  const db = context.store.read;
  const rows = await usesInStore(db, storeId, context.now() - listedMs);
  return Promise.all(
    rows.map(async (row) => {
      const associate = row.associate_id ? await associateById(db, row.associate_id) : undefined;
      const member = await memberById(db, row.member_id);
      return {
        redemptionId: row.id,
        reward: textIn(rewardAtIssue(row).name, language),
        firstName: member?.first_name ?? null,
        at: row.used_at ?? row.issued_at,
        associate: associate?.name ?? null,
        state: row.state === 'reversed' ? ('reversed' as const) : ('redeemed' as const),
      };
    }),
  );
}
