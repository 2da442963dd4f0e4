import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { promisify } from 'node:util';
import { posDescription } from '#contract/paths.ts';
import { generateClients, strictReader, withTypescriptApi } from './generated.ts';
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
  const served = await fetch(server.url + posDescription);
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

async function typesOf(path: string): Promise<string> {
  return withTypescriptApi(async () => {
    const { default: generate, astToString } = await import('openapi-typescript');
    return astToString(await generate(new URL(`../${path}`, import.meta.url)));
  });
}

test('hey-api, oazapfts and orval make clients of it that compile', async () => {
  await generateClients(description, 'dist/pos-api/clients');
  const { ok, printed } = await run(
    'tsc',
    '-p',
    'e2e/tsconfig.generated.json',
    '--pretty',
    'false',
  );
  assert.ok(ok, printed);
});

test('a strict reader takes events, states and kinds that it does not know', async () => {
  const schemas = ['Event', 'Voucher'];
  const csharp = await strictReader(description, schemas, { lang: 'csharp' });
  assert.match(csharp, /public string Type/);
  // What a closed list would be: a reader that throws on the first new word.
  assert.doesNotMatch(csharp, /\benum\b/);
  const options = { 'runtime-typecheck': 'true' };
  const reader = await strictReader(description, schemas, { lang: 'typescript', options });
  const file = new URL('../dist/pos-api/reader.ts', import.meta.url);
  await writeFile(file, reader);
  const { Convert } = await import(file.href);

  const event = {
    id: 'e1',
    type: 'voucher.framed',
    timestamp: '2030-01-15T09:00:00.000Z',
    balance: 5,
    storeId: 'main',
    memberId: 'm1',
    memberNumber: '4820163573',
    colour: 'new',
    data: { frame: { of: 'gold' } },
  };
  assert.equal(Convert.toEvent(JSON.stringify(event)).type, 'voucher.framed');
  const { id: _id, ...nameless } = event;
  assert.throws(() => Convert.toEvent(JSON.stringify(nameless)), /id/, 'it is strict');
  const voucher = {
    redemptionId: 'r1',
    state: 'framed',
    points: 1,
    expiresAt: event.timestamp,
    reward: {
      id: 'a',
      name: 'A',
      instruction: 'Give it.',
      points: 1,
      worth: { kind: 'free-shipping', zone: 'EU' },
    },
    member: { memberId: 'm1', number: '1', firstName: null, tierId: 't', tier: 'T' },
    used: null,
    reserved: null,
    redeemable: false,
    refusal: null,
  };
  assert.equal(Convert.toVoucher(JSON.stringify(voucher)).reward.worth.kind, 'free-shipping');
});
