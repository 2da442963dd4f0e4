import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posDescription } from '#contract/paths.ts';
import {
  joinedAda,
  startDocumented,
  type Translated,
  withoutMadeIds,
} from '#server/tests/kit/documents/documented.ts';
import { stages } from '#server/tests/kit/documents/pos-stages.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';

type Examples = Record<string, { readonly summary: string; readonly value: unknown }>;
type Content = Record<string, { readonly examples?: Examples }>;

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly example?: string;
    readonly examples?: Record<string, { readonly value: string | number }>;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Record<string, { readonly content?: Content }>;
}

interface Example {
  readonly title: string;
  readonly method: string;
  readonly address: (real: Translated) => string;
  readonly request: unknown;
  readonly status: number;
  readonly answer: unknown;
}

let t: Tillpass;
let operations: readonly { path: string; method: string; operation: Operation }[];
/** Each example answer, with the request of the same name. */
let examples: readonly Example[];
before(async () => {
  t = await startDocumented();
  const { body } = await t.browser().get(posDescription);
  operations = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  examples = operations.flatMap(({ path, method, operation }) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) =>
      Object.entries(examplesIn(content)).map(([name, { value }]) => ({
        title: `${operation.operationId} ${name}`,
        method,
        address: (real) => addressOf(path, operation, name, real),
        request: examplesIn(operation.requestBody?.content)[name]?.value,
        status: Number(status),
        answer: value,
      })),
    ),
  );
});
after(() => t.close());

const examplesIn = (content: Content | undefined): Examples =>
  content?.['application/json']?.examples ?? {};

/** The address, with the examples for its path and query: the one of the same name, or the one for all. */
function addressOf(
  path: string,
  { parameters = [] }: Operation,
  title: string,
  real: Translated,
): string {
  const asked = parameters.flatMap((one) => {
    const value = one.examples?.[title]?.value ?? one.example;
    return one.in === 'query' && value !== undefined ? [[one.name, real(String(value))]] : [];
  });
  const query = new URLSearchParams(asked);
  const whole = path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const { example } = parameters.find((one) => one.name === name) ?? {};
    assert.ok(example, `an example of ${name} in ${path}`);
    return real(example);
  });
  return asked.length > 0 ? `${whole}?${query}` : whole;
}

test('every operation shows a success, a refusal, and the request of each', () => {
  for (const { operation } of operations) {
    const { operationId, requestBody, responses } = operation;
    const answered = Object.entries(responses).flatMap(([status, { content }]) =>
      Object.keys(examplesIn(content)).map((name) => ({ status: Number(status), name })),
    );
    assert.ok(
      answered.some(({ status }) => status < 300),
      operationId,
    );
    assert.ok(
      answered.some(({ status }) => status >= 400),
      operationId,
    );
    if (!requestBody) continue;
    const asked = Object.keys(examplesIn(requestBody.content)).sort();
    assert.deepEqual(answered.map(({ name }) => name).sort(), asked, operationId);
  }
});

test('every stage is one of an example', () => {
  const titles = examples.map(({ title }) => title);
  assert.deepEqual(
    Object.keys(stages).filter((title) => !titles.includes(title)),
    [],
  );
});

test('every example is answered as the description says', async (all) => {
  for (const [turn, example] of examples.entries()) {
    await all.test(example.title, () => isAnswered(example, turn));
  }
});

/** @param turn each example has a member of its own */
async function isAnswered(
  { title, method, address, request, status, answer }: Example,
  turn: number,
): Promise<void> {
  const ada = await joinedAda(t, turn);
  await stages[title]?.(t, ada);
  const got = await t.app.inject({
    method: method as 'POST', // As OpenAPI writes it; no method of ours is missing from the type.
    url: address(ada.real),
    headers: { authorization: `Bearer ${t.keys.get('main-1')}` },
    ...(request !== undefined && { payload: JSON.parse(ada.real(JSON.stringify(request))) }),
  });
  assert.equal(got.statusCode, status, got.body);
  const expected = JSON.parse(ada.real(JSON.stringify(answer)));
  assert.deepEqual(withoutMadeIds(got.json()), withoutMadeIds(expected));
}
