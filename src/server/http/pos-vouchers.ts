import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosLook, PosRedeem, PosReverse, PosVoucher } from '#contract/pos.ts';
import type { Context } from '#server/context.ts';
import { countingWrongCodes } from '#server/usecases/count-wrong-codes.ts';
import { describeRedemption, lookAtVoucher } from '#server/usecases/look-at-voucher.ts';
import { redeemInto } from '#server/usecases/redeem-voucher.ts';
import { reverseInto } from '#server/usecases/reverse-redemption.ts';
import { showPosVoucher } from './pos-answers.ts';
import { once } from './pos-once.ts';
import { idempotent, problems, security } from './pos-openapi.ts';
import type { TillOf } from './pos-till.ts';
import { languageOf } from './visitor.ts';

/** Look at a voucher, redeem it, reverse it. */
export function voucherOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  const voucherSchema = (operationId: string, summary: string, body: object) => ({
    operationId,
    summary,
    security,
    body,
    response: { 200: PosVoucher, ...problems },
  });

  app.post<{ Body: PosLook }>(
    posApi.look,
    { schema: voucherSchema('lookAtVoucher', 'Look at a voucher, without any effect', PosLook) },
    async (request) => {
      const till = tillOf(request);
      const wish = { ...till, scanned: request.body.scanned, language: languageOf(request) };
      const seen = await countingWrongCodes(context, till.tillId, () =>
        lookAtVoucher(context, wish),
      );
      return showPosVoucher(context, seen, wish.language);
    },
  );

  app.post<{ Body: PosRedeem }>(
    posApi.redemptions,
    {
      schema: {
        ...voucherSchema('redeemVoucher', 'Redeem a voucher', PosRedeem),
        headers: idempotent,
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const language = languageOf(request);
      return countingWrongCodes(context, till.tillId, () =>
        once(context, till, request, reply, async (tx) => {
          const wish = { ...till, ...request.body, associateId: null, entered: null };
          const found = await redeemInto(tx, context, wish);
          const seen = await describeRedemption(context, tx.db, found, { ...till, language });
          return showPosVoucher(context, seen, language);
        }),
      );
    },
  );

  app.post<{ Body: PosReverse; Params: { redemptionId: string } }>(
    posApi.reverse,
    {
      schema: {
        ...voucherSchema('reverseRedemption', 'Undo a redemption', PosReverse),
        headers: idempotent,
        params: { type: 'object', properties: { redemptionId: { type: 'string', maxLength: 64 } } },
      },
    },
    async (request, reply) => {
      const till = tillOf(request);
      const language = languageOf(request);
      return once(context, till, request, reply, async (tx) => {
        const wish = { ...till, ...request.body, redemptionId: request.params.redemptionId };
        const found = await reverseInto(tx, context, wish);
        const seen = await describeRedemption(context, tx.db, found, { ...till, language });
        return showPosVoucher(context, seen, language);
      });
    },
  );
}
