import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tillApi } from '#contract/paths.ts';
import { ReportPurchase, type TillPurchase } from '#contract/till-purchase.ts';
import { fingerprintOf } from '#server/http/edge/fingerprint.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { currentProgram } from '#server/usecases/ground/current-program.ts';
import { countingWrongCodes } from '#server/usecases/guesses/count-wrong-codes.ts';
import { type PurchaseWish, purchaseInto } from '#server/usecases/purchases/report-purchase.ts';
import { answerOnce } from '#server/usecases/till/answer-once.ts';

/** Who is signed in on which till. */
type OnDuty = (
  request: FastifyRequest,
) => Promise<Pick<PurchaseWish, 'tillId' | 'storeId'> & { associateId: string }>;

/** The till page reports a purchase by its amount and receipt number, where the POS does not. */
export function associatePurchases(app: FastifyInstance, context: Context, onDuty: OnDuty): void {
  app.post<{ Body: ReportPurchase }>(
    tillApi.purchases,
    { schema: { body: ReportPurchase } },
    async (request, reply) => {
      const { tillId, storeId, associateId } = await onDuty(request);
      const { memberNumber, receiptNumber, minor } = request.body;
      const { currency } = (await currentProgram(context.store.read)).program;
      const total = { minor, currency };
      const wish: PurchaseWish = {
        ...{ tillId, storeId, associateId, receiptNumber },
        member: { number: memberNumber },
        soldAt: context.now(),
        basket: { total, taxesMinor: 0, lines: [], tenders: [], redemptions: [] },
      };
      const sent = { tillId, key: `page:${request.body.id}`, fingerprint: fingerprintOf(request) };
      const answer = await countingWrongCodes(context, tillId, () =>
        answerOnce(context, sent, async (tx) => {
          const { id, points } = await purchaseInto(tx, context, wish);
          const told: TillPurchase = { purchaseId: id, receiptNumber, minor, points };
          return { status: 200, body: JSON.stringify(told) };
        }),
      );
      return reply.type('application/json').send(answer.body);
    },
  );
}
