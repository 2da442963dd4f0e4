import type { Static, TSchema } from 'typebox';
import { type Answering, json } from '#contract/endpoint.ts';
import { keysByStatus, type OperationId } from './pos-error-keys.ts';
import type { sharedSchemas } from './pos-shared-schemas.ts';

/** The subjects of the operations, in the order of a sale. */
export const posTags = {
  Vouchers: 'What a shopper shows at the till: looked at, held, redeemed, undone.',
  Members: 'Who stands at the till: found, made one, asked before their points are spent.',
  Purchases: 'What was sold, and came back: it earns points.',
  Events: 'What has happened, for a back office that follows it.',
} as const;

/** A request and its answer, as the description shows them. A test sends each to a real server. */
export interface PosExample {
  readonly name: string;
  readonly summary: string;
  /** Absent: the address says it all. */
  readonly request?: object;
  /** The query, if it differs between examples. */
  readonly query?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly answer: object;
}

interface PosOperation {
  readonly operationId: OperationId;
  readonly tag: keyof typeof posTags;
  readonly summary: string;
  readonly description: string;
  /** Checks the request's body, and the parameters in its address. */
  readonly body?: TSchema;
  readonly params?: object;
  readonly query?: TSchema;
  /** The answer of a success: the name of a shared schema, or a schema of its own. */
  readonly answer: keyof Shared | TSchema;
  /** It changes something, so it takes an `Idempotency-Key`, and `dryRun` for a dry run. */
  readonly changes?: true;
  /** The largest body in bytes; absent: the usual limit. */
  readonly bodyLimit?: number;
  /** The schema only describes the answer, which is sent as it was written. */
  readonly sentAsIs?: true;
  readonly examples: readonly PosExample[];
}

/** A part of the address that names something. */
export const inPath = (name: string, description: string, example: string) => ({
  type: 'object',
  required: [name],
  properties: { [name]: { type: 'string', maxLength: 64, description, examples: [example] } },
});

/** Where examples and error keys are kept until the description is put together. */
export const examplesMark = 'x-examples';
export const keysMark = 'x-keys';

const problem = { $ref: 'Problem#' };

type Shared = typeof sharedSchemas;

/** The type of an operation's answer, from its schema. */
type Told<A> = A extends keyof Shared
  ? DeepReadonly<Static<Shared[A]>>
  : A extends TSchema
    ? DeepReadonly<Static<A>>
    : never;

type DeepReadonly<T> = unknown extends T ? T : { readonly [N in keyof T]: DeepReadonly<T[N]> };

/** A line of the tills' table: the checked fields, the answer, and the options for Fastify. */
type Line<O extends PosOperation> = Pick<O, Extract<keyof O, 'body' | 'query'>> & {
  readonly who: 'till';
  readonly answer: Answering<Told<O['answer']>>;
  readonly route: Readonly<Record<string, unknown>>;
};

/** One operation of `/pos/v1`: its checks, and its description. */
export function posOperation<const O extends PosOperation>(operation: O): Line<O> {
  const { body, query, bodyLimit, sentAsIs } = operation as PosOperation;
  const route = {
    schema: schemaOf(operation),
    ...(bodyLimit && { bodyLimit }),
    ...(sentAsIs && { serializerCompiler: () => (told: unknown) => JSON.stringify(told) }),
  };
  const fields = { ...(body && { body }), ...(query && { query }) };
  return { ...fields, who: 'till', answer: json(), route } as unknown as Line<O>; // By the fields of `O`, as just copied.
}

function schemaOf(operation: PosOperation) {
  const { tag, changes, answer, examples, query, bodyLimit, sentAsIs, ...same } = operation;
  const does = { sends: operation.body !== undefined, changes: changes === true };
  return {
    ...same,
    tags: [tag],
    security: [{ till: [] }],
    ...(query && { querystring: query }),
    ...(changes && { headers: idempotent, querystring: dryRunQuery }),
    response: {
      200: typeof answer === 'string' ? { $ref: `${answer}#` } : answer,
      '4xx': problem,
      '5xx': problem,
    },
    [examplesMark]: examples,
    [keysMark]: keysByStatus(operation.operationId, does),
  };
}

const idempotent = {
  type: 'object',
  properties: {
    'Idempotency-Key': {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description:
        'Names this request: sent again with the same key, it gets the same bytes for 30 days (draft-ietf-httpapi-idempotency-key-header).',
    },
  },
} as const;

/** A query is text. The type that it means stands beside it, and the description gives that one. */
const dryRunQuery = {
  type: 'object',
  properties: {
    dryRun: {
      type: 'string',
      enum: ['true', 'false'],
      description: 'With `true` nothing is kept: the answer says what would happen.',
      'x-described': { type: 'boolean' },
    },
  },
  additionalProperties: false,
} as const;
