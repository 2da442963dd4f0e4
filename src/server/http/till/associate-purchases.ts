import type { TillPurchase } from '#contract/till-purchase.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { reportAmount } from '#server/usecases/purchases/report-purchase.ts';
import type { PurchaseSeen } from '#server/usecases/purchases/show-purchase.ts';
import type { ShiftHandlers } from './till-handlers.ts';

/** The till page reports a purchase by its amount and receipt number, if the POS does not. */
export const associatePurchases = (context: Context) =>
  ({
    purchases: {
      post: async (request, reply, duty) => {
        const { memberNumber: number, receiptNumber, minor, id, second, acts } = request.body;
        const once = { key: `page:${id}`, fingerprint: fingerprintOf(request) };
        const words = ({ row }: PurchaseSeen): TillPurchase => ({
          purchaseId: row.id,
          receiptNumber,
          minor,
          points: row.points,
        });
        const wish = { number, receiptNumber, minor, second, acts };
        return sendAnswer(reply, await reportAmount(context, { ...duty, once }, wish, words));
      },
    },
  }) satisfies Partial<ShiftHandlers>;
