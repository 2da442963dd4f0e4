import type { PosPurchase, PosReturn } from '#contract/pos/pos-purchases.ts';
import type { PosUnclaimed } from '#contract/pos/pos-sales.ts';
import { type Basket, evenLines } from '#domain/purchase/purchase.ts';
import type { GoodsBack } from '#domain/purchase/return.ts';
import type { ExchangeBasket } from '#domain/purchase/return-content.ts';
import { Refused } from '#domain/refusal.ts';
import type { Money } from '#domain/values/money.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { reportPurchase } from '#server/usecases/purchases/report-purchase.ts';
import { reportReturn } from '#server/usecases/purchases/report-return.ts';
import { reportUnclaimed } from '#server/usecases/purchases/report-unclaimed.ts';
import type { PurchaseSeen } from '#server/usecases/purchases/show-purchase.ts';
import { showPosPurchase, showPosReturn, showPosUnclaimed } from './pos-answers.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { posRequest } from './pos-once.ts';

/** What a till reports about goods: sold, and returned. */
export const purchaseOperations = (context: Context) =>
  ({
    purchases: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const { member, receiptNumber, soldAt } = request.body;
        const report = {
          member,
          receiptNumber,
          soldAt: instantOf(soldAt, '/soldAt'),
          basket: basketFrom(request.body),
        };
        const words = (seen: PurchaseSeen) => showPosPurchase(context, seen, till.language);
        return sendAnswer(reply, await reportPurchase(context, till, report, words));
      },
    },
    unclaimed: {
      post: async (request, reply, here) => {
        const { receiptNumber, soldAt } = request.body;
        const report = {
          receiptNumber,
          soldAt: instantOf(soldAt, '/soldAt'),
          basket: basketFrom(request.body),
        };
        const till = posRequest(request, here);
        return sendAnswer(reply, await reportUnclaimed(context, till, report, showPosUnclaimed));
      },
    },
    returns: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const { receiptNumber, returnedAt, purchase, exchange } = request.body;
        const report = {
          receiptNumber,
          returnedAt: instantOf(returnedAt, '/returnedAt'),
          purchase: {
            receiptNumber: purchase.receiptNumber,
            tillId: purchase.till ?? null,
            storeId: purchase.store ?? null,
          },
          content: {
            back: goodsFrom(request.body),
            exchange: exchange ? goodsSold(exchange, '/exchange') : null,
          },
        };
        return sendAnswer(reply, await reportReturn(context, till, report, showPosReturn));
      },
    },
  }) satisfies SomePosHandlers;

const basketFrom = ({
  tip,
  rounding,
  tenders,
  redemptions,
  acts,
  ...told
}: PosUnclaimed & Partial<Pick<PosPurchase, 'redemptions'>>): Basket => ({
  ...goodsSold(told, ''),
  ...(told.channel !== undefined && { channel: told.channel }),
  ...(told.place !== undefined && { place: told.place }),
  tipMinor: minorOf(tip, told.total, '/tip'),
  roundingMinor: minorOf(rounding, told.total, '/rounding'),
  tenders: tenders ?? [],
  redemptions: (redemptions ?? []).map(({ redemptionId, lines }) => ({
    redemptionId,
    lines: lines ?? [],
  })),
  ...(acts?.length && { acts }),
});

/** @param where the goods stand in the request, so that the sender can find the fault */
function goodsSold(
  { total, taxes, lines }: Pick<PosPurchase, 'total' | 'taxes' | 'lines'>,
  where: string,
): ExchangeBasket {
  const taxesMinor = minorOf(taxes, total, `${where}/taxes`);
  return { total, taxesMinor, lines: evenLines(lines ?? [], total) };
}

/** What is paid besides the goods, in the same currency; absent: nothing. */
function minorOf(beside: Money | undefined, total: Money, where: string): number {
  if (!beside) return 0;
  if (beside.currency === total.currency) return beside.minor;
  const pointer = `${where}/currency`;
  throw new Refused({ key: 'request-invalid', pointer, detail: 'must be that of total' });
}

function goodsFrom({ lines, amount }: PosReturn): GoodsBack {
  if (lines && amount) {
    const detail = 'say either lines or an amount';
    throw new Refused({ key: 'request-invalid', pointer: '/amount', detail });
  }
  if (amount?.minor === 0) {
    const detail = 'must be at least 1';
    throw new Refused({ key: 'request-invalid', pointer: '/amount/minor', detail });
  }
  if (amount) return { what: 'amount', amount };
  if (!lines) return { what: 'whole' };
  return { what: 'lines', lines: lines.map(({ id, minor = null }) => ({ id, minor })) };
}
