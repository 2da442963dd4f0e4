import assert from 'node:assert/strict';
import type { FastifyInstance } from 'fastify';
import { posDescription } from '#contract/paths.ts';

interface Answered {
  readonly 'x-error-keys'?: readonly string[];
}

interface Declared {
  readonly method: string;
  readonly address: RegExp;
  readonly keys: ReadonlySet<string>;
}

const declared = new WeakMap<FastifyInstance, Promise<readonly Declared[]>>();

/**
 * Checks a refusal of `/pos/v1` against the description: the operation's keys must name it. An address without an
 * operation is not checked.
 */
export async function assertDeclared(
  app: FastifyInstance,
  { method, url, key }: { method: string; url: string; key: unknown },
): Promise<void> {
  const known = declared.get(app) ?? readDeclared(app);
  declared.set(app, known);
  const [path = ''] = url.split('?');
  const one = (await known).find((each) => each.method === method && each.address.test(path));
  if (!one) return;
  assert.ok(one.keys.has(String(key)), `${method} ${path} is described without ${key}`);
}

async function readDeclared(app: FastifyInstance): Promise<readonly Declared[]> {
  const answer = await app.inject({ method: 'GET', url: posDescription });
  const { paths } = answer.json<{
    paths: Record<string, Record<string, { responses: Record<string, Answered> }>>;
  }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      address: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      keys: new Set(Object.values(responses).flatMap((one) => one['x-error-keys'] ?? [])),
    })),
  );
}
