/** What a programmer reads of a request that does not fit: a place, and words about the request and not about schemas. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import fastify, { type FastifyError } from 'fastify';
import Type from 'typebox';
import { inputFault } from './input-fault.ts';
import { dateTimeFormat } from './instant.ts';

const closed = { additionalProperties: false };

const Body = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 3 }),
    code: Type.Optional(Type.String({ minLength: 2, pattern: '^[A-Z]+$' })),
    whole: Type.Optional(Type.Integer({ minimum: 1, maximum: 9 })),
    share: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    yes: Type.Optional(Type.Boolean()),
    word: Type.Optional(Type.Enum(['store', 'online'])),
    kind: Type.Optional(Type.Literal('purchase')),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    list: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 2, uniqueItems: true })),
    one: Type.Optional(
      Type.Object(
        { a: Type.Optional(Type.String()), b: Type.Optional(Type.String()) },
        {
          ...closed,
          minProperties: 1,
          maxProperties: 1,
        },
      ),
    ),
  },
  closed,
);

const app = fastify({
  ajv: {
    customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false },
    onCreate: (ajv) => ajv.addFormat(dateTimeFormat.name, dateTimeFormat.validate),
  },
});
before(async () => {
  app.post('/', { schema: { body: Body } }, async () => 'taken');
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    reply.status(400).send(inputFault(error.validation ?? [], error.validationContext ?? 'body')),
  );
  await app.ready();
});

const time = 'must be a time of RFC 3339 with its offset, such as 2026-01-15T10:00:00+01:00';

/** What is sent beside a right text, where the fault is, and what is said of it. */
const faults: readonly (readonly [sent: unknown, pointer: string | null, detail: string])[] = [
  [[], null, 'must be an object'],
  [{ text: undefined }, '/text', 'is missing'],
  [{ text: 5 }, '/text', 'must be a text'],
  [{ text: '' }, '/text', 'is empty'],
  [{ text: 'long' }, '/text', 'must have at most 3 characters'],
  [{ code: 'A' }, '/code', 'must have at least 2 characters'],
  [{ code: 'ab' }, '/code', 'must have the form that the description gives'],
  [{ whole: 1.5 }, '/whole', 'must be a whole number'],
  [{ whole: 0 }, '/whole', 'must be at least 1'],
  [{ whole: 10 }, '/whole', 'must be at most 9'],
  [{ share: 0 }, '/share', 'must be above 0'],
  [{ share: '1' }, '/share', 'must be a number'],
  [{ yes: 'yes' }, '/yes', 'must be true or false'],
  [{ word: 'web' }, '/word', 'must be one of store, online'],
  [{ kind: 'sale' }, '/kind', 'must be "purchase"'],
  [{ at: 'yesterday' }, '/at', time],
  [{ list: 'a' }, '/list', 'must be a list'],
  [{ list: [] }, '/list', 'must have at least one entry'],
  [{ list: ['a', 'b', 'c'] }, '/list', 'must have at most 2 entries'],
  [{ list: ['a', 'a'] }, '/list', 'must have each entry once'],
  [{ one: {} }, '/one', 'must have at least one field'],
  [{ one: { a: '', b: '' } }, '/one', 'must have at most one field'],
  [{ one: { 'c/d': '' } }, '/one/c~1d', 'is no field of it'],
  [{ more: 1 }, '/more', 'is no field of it'],
];

for (const [sent, pointer, detail] of faults)
  test(`${JSON.stringify(sent)}: ${detail}`, async () => {
    const payload = Array.isArray(sent) ? sent : { text: 'abc', ...(sent as object) };
    const answer = await app.inject({ method: 'POST', url: '/', payload });
    assert.deepEqual([answer.statusCode, answer.json()], [400, { pointer, detail }]);
  });
