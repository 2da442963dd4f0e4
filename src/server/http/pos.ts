import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosPurchase } from '#contract/pos.ts';
import type { Context } from '#server/context.ts';
import { countingWrongCodes } from '#server/usecases/count-wrong-codes.ts';
import { purchaseInto } from '#server/usecases/report-purchase.ts';
import { showPosPurchase } from './pos-answers.ts';
import { eventOperations } from './pos-events.ts';
import { instantOf, once } from './pos-once.ts';
import { describeItself } from './pos-openapi.ts';
import { posOperation } from './pos-operation.ts';
import { purchaseExamples } from './pos-purchase-examples.ts';
import { knowTills, type TillOf } from './pos-till.ts';
import { voucherOperations } from './pos-vouchers.ts';

/** `/pos/v1`: the till's own program asks, with a bearer key. */
export async function posRoutes(app: FastifyInstance, context: Context): Promise<void> {
  // A scope of its own, so that the description holds these operations and no other route.
  await app.register(async (pos) => {
    await describeItself(pos, context);
    await pos.register(async (tills) => {
      const tillOf = knowTills(tills, context);
      voucherOperations(tills, context, tillOf);
      purchaseOperations(tills, context, tillOf);
      eventOperations(tills, context, tillOf);
    });
  });
}

function purchaseOperations(app: FastifyInstance, context: Context, tillOf: TillOf): void {
  app.post<{ Body: PosPurchase }>(
    posApi.purchases,
    {
      schema: posOperation({
        operationId: 'reportPurchase',
        tag: 'Purchases',
        summary: 'Report a purchase, which earns points',
        description:
          "After payment. The till's receipt number is one purchase for ever: reported again it is answered as before, with another amount or member it is refused.",
        body: PosPurchase,
        answer: 'Purchase',
        changes: true,
        examples: purchaseExamples,
      }),
    },
    async (request, reply) => {
      const till = tillOf(request);
      const { total, ...rest } = request.body;
      const wish = { ...till, ...rest, spent: total, soldAt: instantOf(rest.soldAt) };
      return countingWrongCodes(context, till.tillId, () =>
        once(context, till, request, reply, async (tx) =>
          showPosPurchase(await purchaseInto(tx, context, wish)),
        ),
      );
    },
  );
}
