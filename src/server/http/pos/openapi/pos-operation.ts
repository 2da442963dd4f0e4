/** What the operations are about, in the order in which a sale meets them. */
export const posTags = {
  Vouchers: 'What a shopper shows at the till: looked at, held, redeemed, undone.',
  Members: 'Who stands at the till: found, made one, asked before their points are spent.',
  Purchases: 'What was sold, and came back: it earns points.',
  Events: 'What has happened, for a back office that follows it.',
} as const;

/** A request and what it is answered, as the description shows it; a test sends each to a real server. */
export interface PosExample {
  readonly name: string;
  readonly summary: string;
  /** Absent: the address says it all. */
  readonly request?: object;
  /** What stands after the address, where it is not the same in every example. */
  readonly query?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly answer: object;
}

interface PosOperation {
  readonly operationId: string;
  readonly tag: keyof typeof posTags;
  readonly summary: string;
  readonly description: string;
  /** What checks the request's body, and the part of the address that names something. */
  readonly body?: object;
  readonly params?: object;
  readonly querystring?: object;
  /** The answer of a success: one of the shared schemas by name, or a schema of its own. */
  readonly answer: string | object;
  /** It changes something: it takes an `Idempotency-Key`, and can be rehearsed with `dryRun`. */
  readonly changes?: true;
  readonly examples: readonly PosExample[];
}

/** Where the examples wait until the description is put together. */
export const examplesMark = 'x-examples';

const problem = { $ref: 'Problem#' };

/** The schema of one operation of `/pos/v1`: what checks it, and all that is told of it. */
export function posOperation(operation: PosOperation) {
  const { tag, changes, answer, examples, ...same } = operation;
  const refusals = examples.filter(({ status }) => status >= 400).map(({ status }) => status);
  return {
    ...same,
    tags: [tag],
    security: [{ till: [] }],
    ...(changes && { headers: idempotent, querystring: rehearsable }),
    response: {
      200: typeof answer === 'string' ? { $ref: `${answer}#` } : answer,
      ...Object.fromEntries(refusals.map((status) => [status, problem])),
      '4xx': problem,
      '5xx': problem,
    },
    [examplesMark]: examples,
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

const rehearsable = {
  type: 'object',
  properties: {
    dryRun: {
      type: 'string',
      enum: ['true', 'false'],
      description: 'With `true` nothing is kept: the answer says what would happen.',
    },
  },
  additionalProperties: false,
} as const;
