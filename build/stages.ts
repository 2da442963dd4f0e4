import { globSync } from 'node:fs';
import { browserTests } from './browser-tests.ts';
import { databaseTests } from './database-tests.ts';
import { nodeTests } from './node-tests.ts';
import { otherEngines } from './other-engines.ts';
import { type Outcome, single } from './outcome.ts';
import { run, startPostgres } from './programs.ts';
import { sizeChecks } from './sizes.ts';

export type Stage = {
  readonly name: string;
  readonly title: string;
  /** It looks at what the build made, so there is nothing to look at when the build failed. */
  readonly needsPages?: true;
  /** It wants the whole machine. */
  readonly alone?: true;
  readonly run: () => Promise<Outcome>;
};

const serverTests = ['src/server/**/*.test.ts'];

/**
 * In the order in which they start: what all others need; then the one that takes the longest beside others, so that no
 * core waits for it in the end; then what answers soonest.
 */
export const stages: readonly Stage[] = [
  {
    name: 'compile',
    title: 'the words compile',
    alone: true,
    run: () => tool(process.execPath, 'src/i18n/compile.ts'),
  },
  {
    name: 'build',
    title: 'the pages build',
    alone: true,
    run: () => tool(process.execPath, 'build/prepare.mjs', 'build'),
  },
  // As long as all that stand between it and the end-to-end tests, one after the other.
  { name: 'postgres', title: 'server on PostgreSQL', run: serverOnPostgres },
  { name: 'types', title: 'types', run: () => tool('tsc', '-b', '--pretty', 'false') },
  {
    name: 'lint',
    title: 'lint and format',
    run: () => tool('biome', 'check', '--error-on-warnings', '--max-diagnostics=none', '.'),
  },
  { name: 'unused', title: 'unused code', run: () => tool('knip', '--no-progress') },
  tests('architecture', 'architecture and machinery', 'src/*.test.ts', 'build/**/*.test.ts'),
  tests('domain', 'domain', 'src/domain/**/*.test.ts'),
  tests('i18n', 'words', 'src/i18n/**/*.test.ts'),
  tests('pages', 'contract, pages, worker', 'src/{contract,web,shopper,till,worker}/**/*.test.ts'),
  { name: 'sizes', title: 'sizes', needsPages: true, run: sizeChecks },
  {
    name: 'server',
    title: 'server on SQLite',
    run: () => nodeTests('server', serverTests, { TEST_DATABASE_URL: undefined }),
  },
  {
    ...tests('api', 'API clients, documents in a clone', 'e2e/*.test.ts'),
    needsPages: true,
  },
  {
    name: 'engines',
    title: 'core in Firefox and WebKit',
    needsPages: true,
    run: otherEngines,
  },
  {
    name: 'e2e',
    title: 'end-to-end in Chromium',
    needsPages: true,
    alone: true,
    run: () => browserTests('chromium'),
  },
];

function tests(name: string, title: string, ...patterns: string[]): Stage {
  return { name, title, run: () => nodeTests(name, patterns) };
}

async function tool(program: string, ...args: string[]): Promise<Outcome> {
  const { ok, output } = await run(program, args);
  return single(ok, output);
}

async function serverOnPostgres(): Promise<Outcome> {
  const { url, stop } = await startPostgres('--socket');
  try {
    const files = databaseTests(serverTests.flatMap((pattern) => globSync(pattern)));
    return await nodeTests('postgres', files, { TEST_DATABASE_URL: url });
  } finally {
    await stop();
  }
}
