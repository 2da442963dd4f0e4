import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A command, for the shop of these settings. */
export interface Asked {
  readonly number: number;
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly args: readonly string[];
}

/** What it printed, or why it could not be done. */
export type Answered = { readonly number: number } & (
  | { readonly printed: string }
  | { readonly fault: string }
);

let administrator: ChildProcess | undefined;
let asked = 0;
let waiting = 0;

/**
 * Does a command of `npm run admin` in a process that stays for the next one, which takes a tenth of the time.
 * @returns what the command prints
 */
export async function doAtHand(
  settings: Asked['settings'],
  args: readonly string[],
): Promise<string> {
  administrator ??= begin(settings);
  const { promise, resolve } = Promise.withResolvers<Answered>();
  const number = ++asked;
  const hear = (answer: Answered) => answer.number === number && resolve(answer);
  const gone = (status: number | null) =>
    resolve({ number, fault: `the administrator's process ended: ${status}` });
  administrator.on('message', hear).on('exit', gone);
  const question: Asked = { number, settings, args };
  // Only an answer that is waited for keeps the tests' process from ending.
  waiting += 1;
  administrator.channel?.ref();
  administrator.send(question);
  const answer = await promise;
  waiting -= 1;
  if (waiting === 0) administrator.channel?.unref();
  administrator.off('message', hear).off('exit', gone);
  if ('fault' in answer) throw new Error(answer.fault);
  return answer.printed;
}

/** It ends with this process. */
function begin({ PATH, NODE_COMPILE_CACHE }: Asked['settings']): ChildProcess {
  const child = fork(join(import.meta.dirname, 'admin-at-hand.ts'), {
    env: { PATH, NODE_COMPILE_CACHE },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.unref();
  return child;
}
