import type { FastifyInstance } from 'fastify';
import { sayRequestId } from '#server/http/edge/request-id.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { describeItself } from './openapi/pos-openapi.ts';
import { confirmationOperations } from './pos-confirmations.ts';
import { eventOperations } from './pos-events.ts';
import { memberOperations } from './pos-members.ts';
import { purchaseOperations } from './pos-purchases.ts';
import { readingOperations } from './pos-reading.ts';
import { knowTills } from './pos-till.ts';
import { voucherOperations } from './pos-vouchers.ts';
import { sayRateLimits } from './rate-limits.ts';

/** `/pos/v1`: for the till's own program, with a bearer key. */
export async function posRoutes(app: FastifyInstance, context: Context): Promise<void> {
  // A scope of its own, so that the OpenAPI document has these operations and no other route.
  await app.register(async (pos) => {
    pos.addHook('onRequest', sayRequestId);
    await describeItself(pos, context);
    await pos.register(async (tills) => {
      const tillOf = knowTills(tills, context);
      tills.addHook('onSend', sayRateLimits(context, tillOf));
      voucherOperations(tills, context, tillOf);
      memberOperations(tills, context, tillOf);
      confirmationOperations(tills, context, tillOf);
      purchaseOperations(tills, context, tillOf);
      await tills.register(async (read) => readingOperations(read, context, tillOf));
      eventOperations(tills, context, tillOf);
    });
  });
}
