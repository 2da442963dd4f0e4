import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import type { PosLook, PosRedeem, PosRelease, PosReserve, PosReverse } from '#contract/pos.ts';
import type { TillVoucher } from '#contract/till.ts';
import { reserveMinutes } from '#domain/redemption/reservation.ts';
import type { Language } from '#i18n/language.ts';
import { instantOf } from '#server/http/edge/instant.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import { languageOf } from '#server/http/edge/visitor.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { releaseVoucher, reserveVoucher } from '#server/usecases/till/reserve-voucher.ts';
import { reverseRedemption } from '#server/usecases/till/reverse-redemption.ts';
import { voucherSchemas } from './openapi/pos-voucher-schemas.ts';
import { showPosVoucher } from './pos-answers.ts';
import { posRequest } from './pos-once.ts';
import type { TillOf } from './pos-till.ts';

/** Looks at a voucher, reserves, releases, redeems and reverses it. */
export function voucherOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  const inWords = (language: Language) => (seen: TillVoucher) =>
    showPosVoucher(context, seen, language);

  app.post<{ Body: PosLook }>(posApi.look, { schema: voucherSchemas.look }, async (request) => {
    const language = languageOf(request);
    const wish = { ...tillOf(request), scanned: request.body.scanned, language };
    return showPosVoucher(context, await lookAtVoucher(context, wish), language);
  });

  app.post<{ Body: PosReserve }>(
    posApi.reserve,
    { schema: voucherSchemas.reserve },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const { minutes = reserveMinutes.usual, ...basket } = request.body;
      const wish = { ...basket, minutes };
      return sendAnswer(reply, await reserveVoucher(context, till, wish, inWords(till.language)));
    },
  );

  app.post<{ Body: PosRelease }>(
    posApi.release,
    { schema: voucherSchemas.release },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const words = inWords(till.language);
      return sendAnswer(reply, await releaseVoucher(context, till, request.body, words));
    },
  );

  app.post<{ Body: PosRedeem }>(
    posApi.redemptions,
    { schema: voucherSchemas.redeem },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const { redeemedAt, ...body } = request.body;
      const usedAt = redeemedAt === undefined ? undefined : instantOf(redeemedAt, '/redeemedAt');
      const wish = { ...body, entered: null, ...(usedAt !== undefined && { usedAt }) };
      return sendAnswer(reply, await redeemVoucher(context, till, wish, inWords(till.language)));
    },
  );

  app.post<{ Body: PosReverse; Params: { redemptionId: string } }>(
    posApi.reverse,
    { schema: voucherSchemas.reverse },
    async (request, reply) => {
      const till = posRequest(request, tillOf(request));
      const wish = { ...request.body, ...request.params };
      const words = inWords(till.language);
      return sendAnswer(reply, await reverseRedemption(context, till, wish, words));
    },
  );
}
