import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { posDescription } from '#contract/paths.ts';
import { eventKinds } from '#domain/events/event.ts';
import { issued, posAt } from '#server/tests/kit/counter.ts';
import { startTillpass, type Tillpass } from '#server/tests/kit/tillpass.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    schema: Schema;
  }[];
  /** Absent: it only reads. */
  readonly requestBody?: { content: Record<string, { schema: Schema }>; required?: boolean };
  readonly responses: Record<string, Response | { readonly $ref: string }>;
}

interface Response {
  readonly description: string;
  readonly headers: Record<string, object>;
  readonly content: Record<string, { schema: Schema }>;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

interface Description {
  readonly openapi: string;
  readonly info: Record<string, unknown>;
  readonly servers: readonly { url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly components: {
    readonly securitySchemes: Record<string, { description: string }>;
    readonly schemas: Record<string, Schema>;
  };
  readonly webhooks: Record<string, { readonly post: Operation }>;
}

let t: Tillpass;
let described: Description;
before(async () => {
  t = await startTillpass();
  const { status, body } = await t.browser().get(posDescription);
  assert.equal(status, 200);
  described = body;
});
after(() => t.close());

const operations = (): [string, Operation][] =>
  Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, Operation] => [`${method} ${path}`, one]),
  );

const json = (content: Record<string, { schema: Schema }> | undefined): Schema => {
  assert.deepEqual(Object.keys(content ?? {}), ['application/json']);
  const schema = content?.['application/json']?.schema;
  assert.ok(schema);
  return resolved(schema);
};

/** Follows a reference to what is described once. */
function resolved<T extends object>(node: T | { readonly $ref: string }): T {
  if (!('$ref' in node) || typeof node.$ref !== 'string') return node as T; // No reference.
  const steps = node.$ref.replace(/^#\//, '').split('/');
  return steps.reduce<unknown>((inner, step) => Reflect.get(Object(inner), step), described) as T; // The place of the reference decides the type.
}

test('the description is OpenAPI 3.1 of the tills’ operations and of nothing else', () => {
  assert.match(described.openapi, /^3\.1\./);
  assert.equal(described.info.title, 'Tillpass for tills');
  assert.ok(described.info.version);
  assert.equal(described.servers[0]?.url, 'http://localhost:8080');
  assert.deepEqual(
    operations()
      .map(([address]) => address)
      .sort(),
    [
      'get /pos/v1/confirmations/{confirmationId}',
      'get /pos/v1/events',
      'get /pos/v1/members/{number}/history',
      'get /pos/v1/members/{number}/rewards',
      'get /pos/v1/purchases',
      'get /pos/v1/purchases/{purchaseId}',
      'get /pos/v1/redemptions',
      'get /pos/v1/redemptions/{redemptionId}',
      'get /pos/v1/returns',
      'get /pos/v1/returns/{returnId}',
      'post /pos/v1/confirmations',
      'post /pos/v1/confirmations/{confirmationId}/cancel',
      'post /pos/v1/confirmations/{confirmationId}/code',
      'post /pos/v1/confirmations/{confirmationId}/pin',
      'post /pos/v1/members',
      'post /pos/v1/members/lookup',
      'post /pos/v1/purchases',
      'post /pos/v1/redemptions',
      'post /pos/v1/redemptions/{redemptionId}/reverse',
      'post /pos/v1/returns',
      'post /pos/v1/unclaimed-purchases',
      'post /pos/v1/vouchers/look',
      'post /pos/v1/vouchers/release',
      'post /pos/v1/vouchers/reserve',
    ],
  );
  const { till, ...others } = described.components.securitySchemes;
  assert.deepEqual(others, {});
  assert.partialDeepStrictEqual(till, { type: 'http', scheme: 'bearer' });
  assert.match(till?.description ?? '', /tp_/);
});

/** These take one of several fields, or none at all. */
const freeToLeaveOut = ['findMember', 'cancelConfirmation'];

test('every operation has a name of its own, a key, a body and its answers', () => {
  const names = operations().map(([, { operationId }]) => operationId);
  assert.equal(new Set(names).size, names.length);
  for (const [address, one] of operations()) {
    assert.match(one.operationId, /^[a-z]\w+$/, address);
    assert.ok(one.summary && one.description, address);
    assert.equal(one.tags.length, 1, address);
    assert.ok(
      described.tags.some(({ name, description }) => name === one.tags[0] && description),
      address,
    );
    assert.deepEqual(one.security, [{ till: [] }], address);
    if (one.requestBody) {
      const asked = json(one.requestBody.content);
      assert.equal(asked.type, 'object', address);
      assert.equal(asked.additionalProperties, false, address);
      const wants = !freeToLeaveOut.includes(one.operationId);
      assert.equal(Boolean(asked.required?.length), wants, address);
    }
    assert.equal(one.requestBody === undefined, address.startsWith('get '), address);
    const statuses = Object.keys(one.responses);
    for (const status of statuses) assert.match(status, /^(200|4\d\d|500|503)$/, address);
    for (const status of ['200', '400', '401', '500', '503'])
      assert.ok(statuses.includes(status), address);
    for (const [status, response] of Object.entries(one.responses)) {
      const { description, content } = resolved<Response>(response);
      assert.ok(description, `${address} ${status}`);
      assert.ok(resolved<Response>(response).headers['X-Request-Id'], address);
      if (status === '200') continue;
      const { error } = json(content).properties ?? {};
      const fields = ['key', 'message', 'details', 'pointer', 'requestId'];
      assert.deepEqual(Object.keys(error?.properties ?? {}), fields, address);
    }
  }
});

test('each kind of event is a webhook with a schema of its own', () => {
  assert.deepEqual(Object.keys(described.webhooks).sort(), [...eventKinds].sort());
  for (const [kind, { post }] of Object.entries(described.webhooks)) {
    const { type, data } = json(post.requestBody?.content).properties ?? {};
    assert.equal(Reflect.get(type ?? {}, 'const'), kind);
    assert.ok(data?.properties, kind);
  }
});

test('a word that may become more is open, and a query is described as what it means', () => {
  const text = JSON.stringify(described.components.schemas);
  for (const word of ['amount-off', 'redemption.redeemed', 'confirmed', 'applied'])
    assert.doesNotMatch(text, new RegExp(`"enum":\\[[^\\]]*"${word}"`));
  const limits = operations().flatMap(([, { parameters = [] }]) =>
    parameters.filter(({ name }) => name === 'limit' || name === 'dryRun'),
  );
  for (const { name, schema } of limits)
    assert.equal(schema.type, name === 'limit' ? 'integer' : 'boolean');
});

test('what many answers have in common stands once', () => {
  const text = JSON.stringify(described);
  assert.equal(text.match(/"requestId":\{/g)?.length, 1);
  assert.equal(text.match(/"redeemable":\{/g)?.length, 1);
  assert.doesNotMatch(text, /def-\d|Default Response|x-examples/);
});

test('every name in a path is described, and what changes something takes an Idempotency-Key and a dry run', () => {
  for (const [address, { operationId, parameters = [] }] of operations()) {
    const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const said = parameters.filter((one) => one.in === 'path' && one.required);
    assert.deepEqual(
      said.map(({ name }) => name),
      inPath,
      address,
    );
    const keyed = parameters.some((one) => one.in === 'header' && one.name === 'Idempotency-Key');
    assert.equal(keyed, !/^(look|find|list|read)/.test(operationId), address);
    const dry = parameters.some((one) => one.in === 'query' && one.name === 'dryRun');
    assert.equal(dry, keyed, address);
  }
});

test('answers hold exactly what the description promises', async () => {
  const { code } = await issued(await t.joined('described@example.com'), 'small');
  const pos = posAt(t, 'main-1');
  const answers = {
    lookAtVoucher: await pos.look(code),
    redeemVoucher: await pos.redeem(code, 'described-1'),
  };
  for (const [, { operationId, responses }] of operations()) {
    if (operationId !== 'lookAtVoucher' && operationId !== 'redeemVoucher') continue;
    const { body } = answers[operationId];
    const success = responses['200'];
    assert.ok(success);
    fits(json(resolved<Response>(success).content), body, operationId);
  }
});

/** Every field is described, and every described field is there, at all depths. */
function fits(schema: Schema, value: Record<string, unknown>, where: string): void {
  const { properties = {}, required = [] } = schema;
  assert.deepEqual(
    Object.keys(value).filter((name) => !(name in properties)),
    [],
    where,
  );
  assert.deepEqual(
    required.filter((name) => !(name in value)),
    [],
    where,
  );
  for (const [name, inner] of Object.entries(properties)) {
    const below = value[name];
    if (!inner.properties) continue;
    assert.ok(typeof below === 'object' && below !== null, `${where}.${name}`);
    fits(inner, { ...below }, `${where}.${name}`);
  }
}

test('no reference in the description leads nowhere', () => {
  const text = JSON.stringify(described);
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    let node: unknown = described;
    // Walks the JSON by names.
    for (const step of pointer.split('/')) node = (node as Record<string, unknown>)[step];
    assert.ok(node, pointer);
  }
});
