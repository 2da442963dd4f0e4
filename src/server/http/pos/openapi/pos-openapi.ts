import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { posApi } from '#contract/paths.ts';
import { PosProblem, PosVoucher } from '#contract/pos.ts';
import { PosEvent } from '#contract/pos-events.ts';
import { PosConfirmation, PosMember } from '#contract/pos-members.ts';
import { PosHolder, PosMemberRef, PosMoney, PosReward, PosWorth } from '#contract/pos-parts.ts';
import { PosPurchaseAnswer, PosReturnAnswer } from '#contract/pos-purchases.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { examplesMark, type PosExample, posTags } from './pos-operation.ts';

/** Described once, and referred to by name. */
const shared = {
  Money: PosMoney,
  Worth: PosWorth,
  Reward: PosReward,
  MemberRef: PosMemberRef,
  Holder: PosHolder,
  Problem: PosProblem,
  Voucher: PosVoucher,
  Purchase: PosPurchaseAnswer,
  Return: PosReturnAnswer,
  Member: PosMember,
  Confirmation: PosConfirmation,
  Event: PosEvent,
} as const;

/** OpenAPI, made of the very schemas that check and type the requests. */
export async function describeItself(app: FastifyInstance, context: Context): Promise<void> {
  for (const [$id, schema] of Object.entries(shared)) app.addSchema({ ...schema, $id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tillpass for tills',
        version: '1.1.0',
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
    // Without it shared schemas are called def-0, def-1.
    refResolver: {
      buildLocalReference: ({ $id }, _base, _fragment, at) => String($id ?? `def-${at}`),
    },
    transformObject: (parts) => {
      if ('openapiObject' in parts) complete(parts.openapiObject as Description); // Made of the schemas above.
      return 'openapiObject' in parts ? parts.openapiObject : parts.swaggerObject;
    },
  });
  app.get(posApi.openapi, { schema: { hide: true } }, async () => app.swagger());
}

/** The little of the description that is completed here. */
interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { responses?: Record<string, Response> };
}

interface Operation {
  [examplesMark]?: readonly PosExample[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, Response | { $ref: string }>;
}

interface Parameter {
  readonly name: string;
  examples?: Examples;
}

interface Response {
  description: string;
  readonly content?: Content;
}

type Examples = Record<string, { summary: string; value: unknown }>;
type Content = Record<string, { schema?: object; examples?: Examples }>;

/** What a status means, whatever was asked. */
const meanings: Readonly<Record<string, string>> = {
  200: 'Done, or done before: what came of it.',
  400: 'The program sent something else than is described here: `pointer` says where.',
  401: 'The key is wrong, revoked or replaced.',
  403: 'It belongs to another store.',
  404: 'Nothing of ours has that code, id or number.',
  409: 'It was used elsewhere, or stands against what is known.',
  410: 'It ended unused; the points are back already.',
  422: 'A rule of the program says no.',
  423: 'Another till holds it for a sale that is not paid yet.',
  429: 'Too many codes or numbers were nobody’s: wait for `Retry-After` seconds.',
};

/** Puts the examples where a reader looks for them, and what every operation may answer in one place. */
function complete(document: Description): void {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if ('description' in response) response.description = meanings[status] ?? '';
    }
    for (const example of operation[examplesMark] ?? []) {
      const { name, summary, request, query = {}, status, answer } = example;
      const answered = operation.responses[status];
      if (request) show(operation.requestBody?.content, name, { summary, value: request });
      if (answered && 'content' in answered)
        show(answered.content, name, { summary, value: answer });
      for (const parameter of operation.parameters ?? []) {
        const value = query[parameter.name];
        if (value === undefined) continue;
        parameter.examples = { ...parameter.examples, [name]: { summary, value } };
      }
    }
    delete operation[examplesMark];
    for (const status of ['4XX', '5XX'])
      operation.responses[status] = { $ref: `#/components/responses/${anyProblem}` };
  }
  document.components.responses = { [anyProblem]: problem };
}

function show(
  content: Content | undefined,
  name: string,
  example: { summary: string; value: object },
): void {
  const media = content?.['application/json'];
  if (media) media.examples = { ...media.examples, [name]: example };
}

const anyProblem = 'Problem';

const problem: Response = {
  description: 'What went wrong: a word for the program, a sentence for the associate.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
