import { examplesMark, keysMark, type PosExample } from './pos-operation.ts';
import { rateLimits } from './pos-rate-limits.ts';
import { webhookSchemas, webhooks } from './pos-webhooks.ts';

/** The part of the description that is completed here. */
export interface Description {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, object>;
    headers?: Record<string, object>;
  };
  webhooks?: object;
}

interface Operation {
  readonly operationId: string;
  [examplesMark]?: readonly PosExample[];
  [keysMark]?: ReadonlyMap<string, readonly string[]>;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, Response>;
}

interface Parameter {
  readonly name: string;
  schema?: object;
  examples?: Examples;
}

interface Response {
  description: string;
  'x-error-keys'?: readonly string[];
  headers?: Record<string, object>;
  readonly content?: Content;
}

type Examples = Record<string, { summary: string; value: unknown }>;
type Content = Record<string, { schema?: object; examples?: Examples }>;

/** What a status means, for every operation. */
const meanings: Readonly<Record<string, string>> = {
  200: 'Done, or done before: what came of it.',
  400: 'The program sent something else than is described here: `pointer` says where.',
  401: 'The key is wrong, revoked or replaced.',
  403: 'It belongs to another store.',
  404: 'Nothing of ours has that code, id or number.',
  409: 'It was used elsewhere, or stands against what is known.',
  410: 'It ended unused; the points are back already.',
  413: 'The request is too large.',
  422: 'A rule of the program says no.',
  423: 'Another till or basket holds it for a sale that is not paid yet.',
  429: 'Too much at once: wait for `Retry-After` seconds.',
  500: 'We broke. Send the same request again: nothing is done twice.',
  503: 'Our database is away or does not answer in time. Send the same request again: nothing is done twice.',
};

const headers = {
  RequestId: {
    description: 'Names this request in our log: quote it when you ask us.',
    schema: { type: 'string' },
  },
  RateLimit: {
    description:
      'By limit: `r` more may be nobody’s, or asked, and after `t` seconds it begins anew (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string' },
  },
  RateLimitPolicy: {
    description: 'By limit: at most `q` in `w` seconds, for each till.',
    schema: { type: 'string' },
  },
  RetryAfter: {
    description: 'After so many seconds it may go otherwise (RFC 9110).',
    schema: { type: 'integer' },
  },
};

/** Puts the examples where readers look for them, and says what each status means and which keys it may have. */
export function complete(document: Description): void {
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    answers(operation);
    for (const parameter of operation.parameters ?? []) describeAsMeant(parameter);
    for (const example of operation[examplesMark] ?? []) showExample(operation, example);
    delete operation[examplesMark];
    delete operation[keysMark];
  }
  document.components.headers = headers;
  Object.assign(document.components.schemas, webhookSchemas);
  document.webhooks = webhooks;
}

function answers({ operationId, responses, [keysMark]: keys }: Operation): void {
  const isLimited = Object.hasOwn(rateLimits, operationId);
  for (const range of ['4XX', '5XX']) delete responses[range];
  for (const [status, names] of keys ?? []) {
    responses[status] = {
      description: `${meanings[status]} Keys: ${names.map((name) => `\`${name}\``).join(', ')}.`,
      'x-error-keys': names,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  for (const [status, response] of Object.entries(responses)) {
    if (status === '200') response.description = meanings[status] ?? '';
    response.headers = {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(isLimited &&
        !/^(401|5\d\d)$/.test(status) && {
          RateLimit: { $ref: '#/components/headers/RateLimit' },
          'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
        }),
      ...(/^(429|503)$/.test(status) && {
        'Retry-After': { $ref: '#/components/headers/RetryAfter' },
      }),
    };
  }
}

/** A query is checked as text, because it is text. The description gives the type that it means. */
function describeAsMeant(parameter: Parameter): void {
  const meant = parameter.schema && Reflect.get(parameter.schema, 'x-described');
  if (meant) parameter.schema = meant;
}

function showExample(operation: Operation, example: PosExample): void {
  const { name, summary, request, query = {}, status, answer } = example;
  if (request) show(operation.requestBody?.content, name, { summary, value: request });
  show(operation.responses[status]?.content, name, { summary, value: answer });
  for (const parameter of operation.parameters ?? []) {
    const value = query[parameter.name];
    if (value === undefined) continue;
    const isWhole = parameter.schema && Reflect.get(parameter.schema, 'type') === 'integer';
    const typed = { summary, value: isWhole ? Number(value) : value };
    parameter.examples = { ...parameter.examples, [name]: typed };
  }
}

function show(
  content: Content | undefined,
  name: string,
  example: { summary: string; value: object },
): void {
  const media = content?.['application/json'];
  if (media) media.examples = { ...media.examples, [name]: example };
}
