import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosProblem } from '#contract/pos.ts';
import type { Context } from '#server/context.ts';

/** What every operation may answer besides its success. */
export const problems = { '4xx': PosProblem, '5xx': PosProblem } as const;
export const security = [{ till: [] }];

export const idempotent = {
  type: 'object',
  properties: {
    'idempotency-key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description: 'draft-ietf-httpapi-idempotency-key-header; kept for 30 days.',
    },
  },
} as const;

/** OpenAPI, made of the very schemas that check and type the requests. */
export async function describeItself(app: FastifyInstance, context: Context): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tillpass for tills',
        version: '1.0.0',
        description: 'Look at a voucher, redeem it, reverse it, report a purchase.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: context.publicUrl }],
      components: { securitySchemes: { till: { type: 'http', scheme: 'bearer' } } },
    },
  });
  app.get(posApi.openapi, { schema: { hide: true } }, async () => app.swagger());
}
