// `npm test`: every stage, or those named (`npm test -- domain server`). Its last line is always `N passed, N failed`.
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Outcome, single, total } from './outcome.ts';
import { endAll } from './programs.ts';
import { type Stage, stages } from './stages.ts';

/** How many stages run side by side; the machine that we promise a time for has two cores. */
const lanes = 2;

process.chdir(path.dirname(import.meta.dirname));
const bin = path.resolve('node_modules/.bin');
process.env.PATH = `${bin}${path.delimiter}${process.env.PATH}`;
process.env.TMPDIR = quickFolder();
mkdirSync('dist/log', { recursive: true });

const outcomes: Outcome[] = [];
let pagesBuilt = true;

const chosen = choose(process.argv.slice(2));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => void endAll().then(() => process.exit(130)));
}
const begun = Date.now();
await runInOrder(chosen);

const { passed, failed } = total(outcomes);
print(`\n${seconds(Date.now() - begun)} in all; what each stage printed is in dist/log`);
print(`${passed} passed, ${failed} failed`);
// Ends the process also if a stage has left something open.
process.exit(failed === 0 ? 0 : 1);

/**
 * Where tests make their databases and browsers keep their profiles: in memory where there is plenty, since a
 * disk makes each of a thousand databases wait for its fsync.
 */
function quickFolder(): string {
  const memory = '/dev/shm';
  const plentyBytes = 4 * 1024 ** 3;
  try {
    const { bavail, bsize } = statfsSync(memory);
    if (bavail * bsize >= plentyBytes) return memory;
  } catch {
    // This system has no such folder.
  }
  return tmpdir();
}

function choose(names: readonly string[]): readonly Stage[] {
  const known = stages.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (names.length === 0) return stages;
  if (unknown.length === 0) {
    const wanted = stages.filter(({ name }) => names.includes(name));
    const needsBuild = wanted.some(({ needsPages }) => needsPages);
    // Types and nearly all tests import the compiled words, which a fresh clone does not have.
    const before = needsBuild ? ['compile', 'build'] : ['compile'];
    return stages.filter((stage) => wanted.includes(stage) || before.includes(stage.name));
  }
  const list = stages.map(({ name, title }) => `  ${name.padEnd(13)} ${title}`).join('\n');
  print(`Usage: npm test -- [stage …]\n\nWithout a name all of them run:\n${list}`);
  process.exit(names.includes('--help') ? 0 : 1);
}

/** Starts the stages in their order, a few at a time; one that wants the machine alone waits for the others and they for it. */
async function runInOrder(waiting: readonly Stage[]): Promise<void> {
  const active = new Set<Promise<void>>();
  for (const stage of waiting) {
    if (stage.alone) await Promise.all(active);
    while (active.size >= lanes) await Promise.race(active);
    const done = runOne(stage).finally(() => active.delete(done));
    active.add(done);
    if (stage.alone) await done;
  }
  await Promise.all(active);
}

async function runOne(stage: Stage): Promise<void> {
  const start = Date.now();
  const outcome = await outcomeOf(stage);
  outcomes.push(outcome);
  writeFileSync(`dist/log/${stage.name}.log`, outcome.report);
  if (stage.name === 'build') pagesBuilt = outcome.failed === 0;
  print(heading(stage, outcome, Date.now() - start));
  if (outcome.note) print(indent(outcome.note));
  if (outcome.failed > 0) print(`\n${indent(outcome.report)}\n`);
}

async function outcomeOf(stage: Stage): Promise<Outcome> {
  if (stage.needsPages && !pagesBuilt) return single(false, 'Not run: the build failed.');
  try {
    return await stage.run();
  } catch (error) {
    return single(false, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function heading({ title }: Stage, { passed, failed, skipped }: Outcome, ms: number): string {
  const parts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} skipped`] : []),
  ];
  return `${failed ? '✖' : '✔'} ${title.padEnd(28)} ${seconds(ms).padStart(8)}  ${parts.join(', ')}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replace(/^\s*\n|\s+$/g, '').replace(/^(?=.)/gm, '    ');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
