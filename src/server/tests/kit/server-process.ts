import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AdminSettings } from './run-admin.ts';
import { type HeldPort, withHeldPort } from './start/held-port.ts';
import { nobodysPort } from './start/nobodys-port.ts';

const program = join(import.meta.dirname, '../../start/main.mjs');

/** The server as `npm start` runs it, in a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly port: number;
  /** Its status, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Its log so far. */
  logged(): string;
}

/**
 * Starts it over a test's data, and waits until it listens.
 * @param held a port that it takes connections from beside its own
 */
export async function startServerProcess(
  settings: AdminSettings,
  held?: HeldPort,
): Promise<ServerProcess> {
  const port = await nobodysPort();
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, PORT: String(port), ...settings };
  const node = [process.execPath, program] as const;
  const [file, args] = held ? withHeldPort(node) : [node[0], node.slice(1)];
  const child = spawn(file, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', ...(held ? [held.fd] : [])],
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('both are pipes');
  let log = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  stderr.pipe(process.stderr, { end: false });
  // Closed is when its last line has come, too.
  const ended = once(child, 'close').then(([status]) => status);
  const open = new Promise<void>((listens) => {
    let printed = '';
    stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.includes('Ctrl-C ends it.')) listens();
    });
  });
  await Promise.race([
    open,
    ended.then((status) => {
      throw new Error(`the server did not start: ${status}`);
    }),
  ]);
  return { child, port, ended, logged: () => log };
}
