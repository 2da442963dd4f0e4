import type { PosVoucher } from '#contract/pos.ts';
import type { PosPurchaseAnswer, PosReturnAnswer } from '#contract/pos-purchases.ts';
import type { TillVoucher } from '#contract/till.ts';
import type { Language } from '#i18n/language.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReturnSeen } from '#server/usecases/purchases/show-return.ts';

/** A voucher in the words of `/pos/v1`. */
export async function showPosVoucher(
  context: Context,
  seen: TillVoucher,
  language: Language,
): Promise<PosVoucher> {
  const { refusal, firstName, tier, used, held, expiresAt, reward, ...same } = seen;
  const { name, instruction, worth } = reward;
  return {
    ...same,
    reward: { name, instruction, worth },
    member: { firstName, tier },
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

export const showPosPurchase = (row: PurchaseRow): PosPurchaseAnswer => ({
  purchaseId: row.id,
  receiptNumber: row.receipt_number,
  soldAt: rfc3339(row.at),
  total: { minor: row.minor, currency: row.currency },
  points: row.points,
});

export const showPosReturn = ({ receipt, applied, exchange }: ReturnSeen): PosReturnAnswer => ({
  returnId: receipt.return_id,
  receiptNumber: receipt.receipt_number,
  returnedAt: rfc3339(receipt.at),
  state: applied ? 'applied' : 'waiting',
  returned: applied && { minor: applied.minor, currency: applied.currency },
  pointsTaken: applied ? applied.points - applied.lapsed : 0,
  pointsGivenBack: applied?.given_back ?? 0,
  exchange:
    applied && exchange
      ? { purchaseId: exchange.id, points: exchange.points, pointsKept: applied.exchange_kept }
      : null,
});

export const rfc3339 = (at: number): string => new Date(at).toISOString();
