import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { posApi } from '#contract/paths.ts';
import { startServer } from './tillpass.ts';

/** What an integrator does with the description that a server gives out: check it, and make a client of it. */
const description = 'dist/pos-api/openapi.json';

/** A tool with nothing but the description in front of it. @returns what it printed, also when it failed */
async function run(tool: string, ...args: string[]): Promise<{ ok: boolean; printed: string }> {
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const env = { ...process.env, ...quiet };
  try {
    const { stdout, stderr } = await promisify(execFile)(`node_modules/.bin/${tool}`, args, {
      env,
    });
    return { ok: true, printed: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error;
    return { ok: false, printed: `${error.stdout}${error.stderr}` };
  }
}

before(async () => {
  // As in a shop: a linter rightly complains of a description that leads to localhost.
  const server = await startServer({ PUBLIC_URL: 'https://points.corner.shop' });
  const served = await fetch(server.url + posApi.openapi);
  await mkdir('dist/pos-api', { recursive: true });
  await writeFile(description, await served.text());
  await server.remove();
});

test('the linter finds nothing to say, not even a warning', async () => {
  // Strict: what the recommended rules only warn of is an error.
  const { ok, printed } = await run('redocly', 'lint', description, '--extends=recommended-strict');
  assert.ok(ok, printed);
  assert.match(printed, /Your API description is valid/);
});

test('a client made of it compiles, so that no change of the contract goes unnoticed', async () => {
  await writeFile('dist/pos-api/types.d.ts', await typesOf(description));
  const { ok, printed } = await run('tsc', '-p', 'e2e/tsconfig.pos.json', '--pretty', 'false');
  assert.ok(ok, printed);
});

/** The generator was written for TypeScript's API of JavaScript, which the compiler here has no more. */
async function typesOf(path: string): Promise<string> {
  const api = new URL('typescript-api.ts', import.meta.url).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'typescript' ? { url: api, shortCircuit: true } : next(specifier, context),
  });
  const { default: generate, astToString } = await import('openapi-typescript');
  hooks.deregister();
  return astToString(await generate(new URL(`../${path}`, import.meta.url)));
}
