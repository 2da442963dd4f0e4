import type { PosVoucher } from '#contract/pos/pos.ts';
import type { PosMembershipSold } from '#contract/pos/pos-membership.ts';
import type { PosMemberRef } from '#contract/pos/pos-parts.ts';
import type { PosPurchaseAnswer, PosReturnAnswer } from '#contract/pos/pos-purchases.ts';
import type { PosUnclaimedAnswer } from '#contract/pos/pos-sales.ts';
import type { TillVoucher } from '#contract/till.ts';
import { textIn } from '#domain/program/text.ts';
import { isLate } from '#domain/purchase/till-clock.ts';
import type { Language } from '#i18n/language.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import type { MemberRow } from '#server/storage/db/schema.ts';
import type { ReturnReceiptRow } from '#server/storage/db/schema-purchases.ts';
import { refusalOf } from '#server/storage/purchases/returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import type { UnclaimedSeen } from '#server/usecases/purchases/report-unclaimed.ts';
import type { PurchaseSeen } from '#server/usecases/purchases/show-purchase.ts';
import type { ReturnSeen } from '#server/usecases/purchases/show-return.ts';

/** A voucher in the words of `/pos/v1`. */
export async function showPosVoucher(
  context: Context,
  seen: TillVoucher,
  language: Language,
): Promise<PosVoucher> {
  const { refusal, used, held, expiresAt, ...rest } = seen;
  const { memberId, number, firstName, tierId, tier, ...same } = rest;
  return {
    ...same,
    member: { memberId, number, firstName, tierId, tier },
    expiresAt: rfc3339(expiresAt),
    used: used && { ...used, at: rfc3339(used.at) },
    reserved: held && { ...held, until: rfc3339(held.until) },
    redeemable: refusal === null && seen.used === null,
    refusal: refusal && {
      key: refusal.key,
      message: await sentenceOf(context, language, refusal, 'till'),
    },
  };
}

export const showRef = ({
  id,
  number,
  first_name,
}: Pick<MemberRow, 'id' | 'number' | 'first_name'>): PosMemberRef => ({
  memberId: id,
  number,
  firstName: first_name,
});

export const showPosPurchase = async (
  context: Context,
  { row, returns, member, balance, earned, awards, memberships, strayAct }: PurchaseSeen,
  language: Language,
): Promise<PosPurchaseAnswer> => ({
  purchaseId: row.id,
  receiptNumber: row.receipt_number,
  soldAt: rfc3339(row.at),
  storeId: row.store_id ?? '',
  tillId: row.till_id,
  total: { minor: row.minor, currency: row.currency },
  points: row.points,
  earned: earned.map((one) => showRule(one, language)),
  awards: awards.map((one) => showRule(one, language)),
  availableAt: row.available_at === null ? null : rfc3339(row.available_at),
  tierId: row.tier_id,
  member: showRef(member),
  balance,
  returns: await Promise.all(returns.map((one) => showReturnOf(context, one, language))),
  ...(memberships.length > 0 && {
    memberships: memberships.map((one) => showMembership(one, language)),
  }),
  warnings: [
    ...(row.reported_at !== null && isLate(row.at, row.reported_at)
      ? (['sold-long-ago'] as const)
      : []),
    ...(strayAct ? (['act-unknown'] as const) : []),
  ],
});

const showMembership = (
  { row, term, tier }: PurchaseSeen['memberships'][number],
  language: Language,
): PosMembershipSold => ({
  membershipId: row.id,
  lineId: row.line_id ?? '',
  tierId: row.tier_id,
  tier: textIn(tier, language),
  from: rfc3339(term.from),
  until: rfc3339(term.until),
  renews: term.renews,
});

const showRule = (
  { rule, name, points }: PurchaseSeen['earned'][number],
  language: Language,
): PosPurchaseAnswer['earned'][number] => ({
  rule,
  name: name && textIn(name, language),
  points,
});

async function showReturnOf(context: Context, receipt: ReturnReceiptRow, language: Language) {
  const refusal = refusalOf(receipt);
  return {
    returnId: receipt.return_id,
    receiptNumber: receipt.receipt_number,
    tillId: receipt.till_id,
    state: refusal ? ('refused' as const) : ('applied' as const),
    refusal: refusal && {
      key: refusal.key,
      message: await sentenceOf(context, language, refusal, 'till'),
    },
  };
}

export const showPosReturn = ({
  receipt,
  applied,
  exchange,
  memberships,
  buyer,
}: ReturnSeen): PosReturnAnswer => ({
  returnId: receipt.return_id,
  receiptNumber: receipt.receipt_number,
  returnedAt: rfc3339(receipt.at),
  state: applied ? 'applied' : 'waiting',
  purchase: {
    purchaseId: applied?.purchase_id ?? null,
    receiptNumber: receipt.purchase_receipt_number,
    tillId: receipt.purchase_till_id,
  },
  returned: applied && { minor: applied.minor, currency: applied.currency },
  pointsTaken: applied ? applied.points - applied.lapsed : 0,
  pointsGivenBack: applied?.given_back ?? 0,
  member: buyer && showRef(buyer.member),
  balance: buyer?.balance ?? null,
  ...(memberships.length > 0 && {
    memberships: memberships.map(({ row, refund }) => ({
      membershipId: row.id,
      lineId: row.line_id ?? '',
      tierId: row.tier_id,
      refund,
    })),
  }),
  exchange:
    applied && exchange
      ? { purchaseId: exchange.id, points: exchange.points, pointsKept: applied.exchange_kept }
      : null,
});

export const showPosUnclaimed = ({
  receiptNumber,
  soldAt,
  storeId,
  tillId,
  basket,
  claimed,
  claimableUntil,
}: UnclaimedSeen): PosUnclaimedAnswer => ({
  receiptNumber,
  soldAt: rfc3339(soldAt),
  storeId,
  tillId,
  total: basket.total,
  claimed,
  claimableUntil: claimableUntil === null ? null : rfc3339(claimableUntil),
});
