import type { TillVoucher } from '#contract/till.ts';
import { reserveMinutes } from '#domain/redemption/reservation.ts';
import type { Language } from '#i18n/language.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { releaseVoucher, reserveVoucher } from '#server/usecases/till/reserve-voucher.ts';
import { reverseRedemption } from '#server/usecases/till/reverse-redemption.ts';
import { showPosVoucher } from './pos-answers.ts';
import type { SomePosHandlers } from './pos-handlers.ts';
import { posRequest } from './pos-once.ts';

/** Looks at a voucher, reserves, releases, redeems and reverses it. */
export function voucherOperations(context: Context) {
  const inWords = (language: Language) => (seen: TillVoucher) =>
    showPosVoucher(context, seen, language);
  return {
    look: {
      post: async (request, _reply, here) => {
        const language = languageOf(request);
        const wish = { ...here, scanned: request.body.scanned, language };
        return showPosVoucher(context, await lookAtVoucher(context, wish), language);
      },
    },
    reserve: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const { minutes = reserveMinutes.usual, ...basket } = request.body;
        const wish = { ...basket, minutes };
        return sendAnswer(reply, await reserveVoucher(context, till, wish, inWords(till.language)));
      },
    },
    release: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const words = inWords(till.language);
        return sendAnswer(reply, await releaseVoucher(context, till, request.body, words));
      },
    },
    redemptions: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const { redeemedAt, ...body } = request.body;
        const usedAt = redeemedAt === undefined ? undefined : instantOf(redeemedAt, '/redeemedAt');
        const wish = { ...body, entered: null, ...(usedAt !== undefined && { usedAt }) };
        return sendAnswer(reply, await redeemVoucher(context, till, wish, inWords(till.language)));
      },
    },
    reverse: {
      post: async (request, reply, here) => {
        const till = posRequest(request, here);
        const wish = { ...request.body, ...request.params };
        const words = inWords(till.language);
        return sendAnswer(reply, await reverseRedemption(context, till, wish, words));
      },
    },
  } satisfies SomePosHandlers;
}
