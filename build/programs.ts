// Programs that the stages run, none of which outlives the run.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const graceMs = 5_000;
/** Test files and servers of tests load the same thousand modules. Compiling them once saves each half a second. */
const compileCache = resolve('dist/compiled');
const running = new Set<ChildProcess>();

export type Ended = { readonly ok: boolean; readonly output: string };

/** Runs a program to its end and keeps what it printed; one that takes longer than `timeoutMs` is ended and failed. */
export async function run(
  program: string,
  args: readonly string[],
  { timeoutMs = 180_000, env = {} }: { timeoutMs?: number; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  // A process group of its own, so that programs which it starts end with it.
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      NODE_COMPILE_CACHE: compileCache,
      ...env,
    },
  });
  running.add(child);
  let output = '';
  const keep = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const timer = setTimeout(() => {
    keep(`\nEnded after ${timeoutMs / 1000} seconds.\n`);
    void end(child);
  }, timeoutMs);
  child.on('error', (error) => keep(`${error.message}\n`));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  running.delete(child);
  // A test that failed may have left a server behind.
  if (child.pid !== undefined) signal(child.pid, 'SIGTERM');
  return { ok: code === 0, output };
}

/** Ends a program's whole group: asked first, so that it can put away what it made, then forced. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const gone = once(child, 'close');
  signal(child.pid, 'SIGINT');
  await Promise.race([gone, wait(graceMs, undefined, { ref: false })]);
  signal(child.pid, 'SIGKILL');
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // No process of the group is left.
  }
}

export async function endAll(): Promise<void> {
  await Promise.all([...running].map(end));
}

/**
 * Our PostgreSQL, see postgres.ts; it ends when its input closes, so even a killed run leaves none behind.
 * @param args what it is started with
 */
export async function startPostgres(
  ...args: readonly string[]
): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['build/postgres.ts', ...args], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const gone = once(child, 'close');
  const line = once(child.stdout.setEncoding('utf8'), 'data').then(([text]) => String(text).trim());
  const url = await Promise.race([line, gone.then(() => undefined)]);
  if (url === undefined) throw new Error(`PostgreSQL did not start:\n${errors}`);
  return {
    url,
    stop: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
