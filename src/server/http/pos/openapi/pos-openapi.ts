import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { posDescription } from '#contract/paths.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { complete, type Description } from './pos-description.ts';
import { posTags } from './pos-operation.ts';
import { sharedSchemas } from './pos-shared-schemas.ts';

/** Adds the OpenAPI document, made from the same schemas that check and type the requests. */
export async function describeItself(app: FastifyInstance, context: Context): Promise<void> {
  for (const [$id, schema] of Object.entries(sharedSchemas)) app.addSchema({ ...schema, $id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tillpass for tills',
        version: '1.4.0',
        summary: 'What a POS, its plug-in or its middleware asks of Tillpass.',
        description:
          'Each till has a key of its own. Amounts are whole minor units with an ISO 4217 currency, times are RFC 3339 with an offset, unknown fields are refused. Every refusal has a word for the program and a sentence for the associate.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: context.publicUrl }],
      tags: Object.entries(posTags).map(([name, description]) => ({ name, description })),
      components: {
        securitySchemes: {
          till: {
            type: 'http',
            scheme: 'bearer',
            description: "The till's own key, `tp_…`, which the administrator hands out once.",
          },
        },
      },
    },
    // Gives shared schemas their names; otherwise they are called def-0, def-1.
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, at) => String($id ?? `def-${at}`),
    },
    transformObject: (parts) => {
      if ('openapiObject' in parts) complete(parts.openapiObject as Description); // Made of the schemas above.
      return 'openapiObject' in parts ? parts.openapiObject : parts.swaggerObject;
    },
  });
  app.get(posDescription, { schema: { hide: true } }, async () => app.swagger());
}
