import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { sayRequestId } from '#server/http/edge/request-id.ts';
import { serve } from '#server/http/edge/serve.ts';
import { demandJson } from '#server/http/edge/strict-input.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { posEndpoints } from './openapi/pos-endpoints.ts';
import { describeItself } from './openapi/pos-openapi.ts';
import { confirmationOperations } from './pos-confirmations.ts';
import { eventOperations } from './pos-events.ts';
import type { PosHandlers } from './pos-handlers.ts';
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
      // After the key: without one nothing is said of the rest.
      demandJson(tills);
      tills.addHook('onSend', sayRateLimits(context, tillOf));
      const asked = { patterns: posApi, endpoints: posEndpoints, who: 'till' } as const;
      serve(tills, { ...asked, askerOf: tillOf }, operations(context));
    });
  });
}

/** All handlers; three addresses have one for reading and one for sending. */
function operations(context: Context): PosHandlers {
  const reading = readingOperations(context);
  const vouchers = voucherOperations(context);
  const goods = purchaseOperations(context);
  return {
    ...reading,
    ...vouchers,
    ...memberOperations(context),
    ...confirmationOperations(context),
    ...eventOperations(context),
    redemptions: { ...reading.redemptions, ...vouchers.redemptions },
    purchases: { ...reading.purchases, ...goods.purchases },
    returns: { ...reading.returns, ...goods.returns },
  };
}
