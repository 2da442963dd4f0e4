import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tillApi } from '#contract/paths.ts';
import { ReportPurchase, type TillPurchase } from '#contract/till-purchase.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import { sendAnswer } from '#server/http/edge/send-answer.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { reportAmount } from '#server/usecases/purchases/report-purchase.ts';
import type { PurchaseSeen } from '#server/usecases/purchases/show-purchase.ts';
import type { Duty } from './associate-members.ts';

/** The till page reports a purchase by its amount and receipt number, if the POS does not. */
export function associatePurchases(
  app: FastifyInstance,
  context: Context,
  onDuty: (request: FastifyRequest) => Promise<Duty>,
): void {
  app.post<{ Body: ReportPurchase }>(
    tillApi.purchases,
    { schema: { body: ReportPurchase } },
    async (request, reply) => {
      const { memberNumber: number, receiptNumber, minor, id, second } = request.body;
      const once = { key: `page:${id}`, fingerprint: fingerprintOf(request) };
      const till = { ...(await onDuty(request)), once };
      const words = ({ row }: PurchaseSeen): TillPurchase => ({
        purchaseId: row.id,
        ...{ receiptNumber, minor, points: row.points },
      });
      const wish = { number, receiptNumber, minor, second };
      return sendAnswer(reply, await reportAmount(context, till, wish, words));
    },
  );
}
