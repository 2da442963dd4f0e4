import type { TillVoucher } from '#contract/till.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { recentUses } from '#server/usecases/till/recent-uses.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { reverseRedemption } from '#server/usecases/till/reverse-redemption.ts';
import type { ShiftHandlers } from './till-handlers.ts';

/** Vouchers at the till page: looked at, redeemed, undone. */
export const associateVouchers = (context: Context) =>
  ({
    look: {
      post: async (request, _reply, duty) =>
        lookAtVoucher(context, { ...duty, scanned: request.body.scanned }),
    },
    redeem: {
      post: async (request, reply, duty) => {
        const { scanned, id, entered = null } = request.body;
        const wish = { scanned, entered, receiptNumber: `page:${id}` };
        return sendAnswer(reply, await redeemVoucher(context, duty, wish, asSeen));
      },
    },
    reverse: {
      post: async (request, reply, duty) =>
        sendAnswer(reply, await reverseRedemption(context, duty, request.body, asSeen)),
    },
    recent: { get: async (_request, _reply, duty) => recentUses(context, duty) },
  }) satisfies Partial<ShiftHandlers>;

/** The till page shows a voucher in the words of the use-cases. */
const asSeen = (seen: TillVoucher): TillVoucher => seen;
