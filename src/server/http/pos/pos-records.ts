import type {
  PosHistoryEntry,
  PosPurchaseRecord,
  PosReturnRecord,
} from '#contract/pos/pos-reading.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Language } from '#i18n/language.ts';
import { sentenceOf } from '#server/http/edge/problem.ts';
import type { KeptEntry } from '#server/storage/points/ledger-entries.ts';
import type { PurchaseListed } from '#server/storage/purchases/store-purchases.ts';
import type { ReturnListed } from '#server/storage/purchases/store-returns.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import type { PurchaseWhole } from '#server/usecases/purchases/read-purchases.ts';
import type { ReturnWhole } from '#server/usecases/purchases/read-returns.ts';
import { showRef } from './pos-answers.ts';

/** A purchase, as a list shows it. */
export function showPurchaseRecord(row: PurchaseListed): PosPurchaseRecord {
  const { currency } = row;
  return {
    purchaseId: row.id,
    receiptNumber: row.receipt_number,
    soldAt: rfc3339(row.at),
    storeId: row.store_id ?? '',
    tillId: row.till_id,
    channel: row.channel,
    place: row.place,
    member: showRef({ ...row, id: row.member_id }),
    total: { minor: row.minor, currency },
    taxes: { minor: row.taxes, currency },
    tip: { minor: row.tip, currency },
    rounding: { minor: row.rounding, currency },
    points: row.points,
    availableAt: row.available_at === null ? null : rfc3339(row.available_at),
    tierId: row.tier_id,
    returned: { minor: row.returned_minor, currency },
    pointsTaken: row.points_taken,
  };
}

/** A purchase with everything that was reported about it. */
export function showPurchaseWhole({ purchase, basket }: PurchaseWhole): PosPurchaseRecord {
  const { lines, tenders, redemptions } = basket;
  return {
    ...showPurchaseRecord(purchase),
    lines: lines.map(showLine),
    tenders: [...tenders],
    redemptions: redemptions.map(({ redemptionId, lines: on }) => ({
      redemptionId,
      lines: [...on],
    })),
  };
}

/** A line as the till reported it, without the fields that it did not send. */
const showLine = ({ categories, promotions, ...line }: SoldLine) => ({
  ...line,
  ...(categories && { categories: [...categories] }),
  ...(promotions && { promotions: [...promotions] }),
});

/** A return with the lines that came back. */
export const showReturnWhole = async (
  context: Context,
  { row, lines }: ReturnWhole,
  language: Language,
): Promise<PosReturnRecord> => ({
  ...(await showReturnRecord(context, row, language)),
  lines: lines.map(showLine),
});

/** A return and its effect, or why it did not fit its purchase. */
export async function showReturnRecord(
  context: Context,
  row: ReturnListed,
  language: Language,
): Promise<PosReturnRecord> {
  const { member_id: id, number, first_name, currency, minor, exchange_purchase_id: made } = row;
  const refusal = row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal); // We wrote it.
  return {
    returnId: row.return_id,
    receiptNumber: row.receipt_number,
    returnedAt: rfc3339(row.at),
    reportedAt: rfc3339(row.reported_at),
    state: row.state,
    purchase: {
      purchaseId: row.purchase_id,
      receiptNumber: row.purchase_receipt_number,
      tillId: row.purchase_till_id,
    },
    returned: minor === null || currency === null ? null : { minor, currency },
    pointsTaken: (row.points ?? 0) - (row.lapsed ?? 0),
    pointsGivenBack: row.given_back ?? 0,
    member: id === null || number === null ? null : showRef({ id, number, first_name }),
    exchange:
      made === null
        ? null
        : {
            purchaseId: made,
            points: row.exchange_points ?? 0,
            pointsKept: row.exchange_kept ?? 0,
          },
    refusal: refusal && {
      key: refusal.key,
      message: await sentenceOf(context, language, refusal, 'till'),
    },
  };
}

/** A change of a member's points. Text that somebody typed is only for the member. */
export const showHistoryEntry = (entry: KeptEntry): PosHistoryEntry => ({
  seq: entry.seq,
  at: rfc3339(entry.at),
  kind: entry.kind,
  rule: entry.reason.rule,
  points: entry.points,
  balanceAfter: entry.balanceAfter,
  availableAt: entry.lotAvailableAt === undefined ? null : rfc3339(entry.lotAvailableAt),
  purchaseId: entry.purchaseId,
  redemptionId: entry.redemptionId,
  receiptNumber: 'receiptNumber' in entry.reason ? entry.reason.receiptNumber : null,
});
