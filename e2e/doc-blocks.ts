import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** What a block says that is shown and not run; the reason stands behind it. */
const notRun = /^# Not run by our tests[^:]*: \S/m;

/** The commands of a page, block by block, as a reader types them. */
export const commandsOf = (page: string): string[] =>
  everyCommandOf(page).filter((block) => !notRun.test(block));

/** The same with blocks that are only shown there. */
export const everyCommandOf = (page: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^( *)```sh\n(.*?)^\1```$/gms)].map(
    ([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

/**
 * What a page needs that a test does otherwise: a server that is started goes on beside what follows; `npm test` is what
 * runs this.
 */
const preamble = `
set -euo pipefail
server=
trap '[ -z "$server" ] || { kill "$server"; wait "$server" || true; }' EXIT
npm() {
  case "$*" in
    start) serve command npm start ;;
    test) echo 'npm test is running' ;;
    *) command npm "$@" ;;
  esac
}
serve() {
  "$@" > start.log 2>&1 &
  server=$!
  until grep -q 'Tillpass is open' start.log; do
    kill -0 "$server" 2> /dev/null || { cat start.log; return 1; }
    sleep 0.1
  done
  cat start.log
}
`;

/**
 * Runs commands in a folder, one after the other, as one shell.
 * @param instead functions of the shell that stand in for what a test can't run
 * @returns what they printed, also when one failed
 */
export async function runCommands(
  folder: string,
  commands: readonly string[],
  env: NodeJS.ProcessEnv,
  instead = '',
): Promise<{ readonly ok: boolean; readonly printed: string }> {
  const shell = spawn('bash', ['-c', preamble + instead + commands.join('\n')], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of whoever runs the tests: a reader has a shell with a home and a path. The cache halves what a command takes.
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      ...env,
    },
  });
  let printed = '';
  const keep = (text: string) => {
    printed += text;
  };
  shell.stdout.setEncoding('utf8').on('data', keep);
  shell.stderr.setEncoding('utf8').on('data', keep);
  const [status] = await once(shell, 'close');
  return { ok: status === 0, printed };
}
