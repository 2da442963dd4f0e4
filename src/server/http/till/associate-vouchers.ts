import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tillApi } from '#contract/paths.ts';
import { Look, Redeem, Reverse, type TillVoucher } from '#contract/till.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lookAtVoucher } from '#server/usecases/till/look-at-voucher.ts';
import { redeemVoucher } from '#server/usecases/till/redeem-voucher.ts';
import { reverseRedemption } from '#server/usecases/till/reverse-redemption.ts';
import type { Duty } from './associate-members.ts';

/** Vouchers at the till page: looked at, redeemed, undone. */
export function associateVouchers(
  app: FastifyInstance,
  context: Context,
  onDuty: (request: FastifyRequest) => Promise<Duty>,
): void {
  app.post<{ Body: Look }>(tillApi.look, { schema: { body: Look } }, async (request) => {
    const duty = await onDuty(request);
    return lookAtVoucher(context, { ...duty, scanned: request.body.scanned });
  });

  app.post<{ Body: Redeem }>(
    tillApi.redeem,
    { schema: { body: Redeem } },
    async (request, reply) => {
      const duty = await onDuty(request);
      const { scanned, id, entered = null } = request.body;
      const wish = { scanned, entered, receiptNumber: `page:${id}` };
      return sendAnswer(reply, await redeemVoucher(context, duty, wish, asSeen));
    },
  );

  app.post<{ Body: Reverse }>(
    tillApi.reverse,
    { schema: { body: Reverse } },
    async (request, reply) => {
      const duty = await onDuty(request);
      return sendAnswer(reply, await reverseRedemption(context, duty, request.body, asSeen));
    },
  );
}

/** The till page shows a voucher in the words of the use-cases. */
const asSeen = (seen: TillVoucher): TillVoucher => seen;
