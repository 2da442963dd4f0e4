import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const program = join(import.meta.dirname, '../../admin/admin.ts');

/** The output of a command of `npm run admin`, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Settings for a command over a test's data. */
export interface AdminSettings {
  readonly DATA_DIR: string;
  readonly SECRET_KEY: string;
  readonly DATABASE_URL?: string | undefined;
}

/** Runs a command as an administrator types it. @param begun for a test that ends it half-way */
export function runAdmin(
  settings: AdminSettings,
  args: readonly string[],
  begun: (child: ChildProcess) => void = () => {},
): Promise<Ran> {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH, NODE_COMPILE_CACHE, ...settings },
    stdio: 'pipe',
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  begun(child);
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, out, err }));
  });
}

/**
 * Kills a command once it has printed this and something was done then.
 * @returns `begun` for `runAdmin`; `acted` throws what went wrong in the act
 */
export function killedAfter(printed: RegExp, act: () => Promise<void>) {
  let out = '';
  let acting: Promise<void> | null = null;
  const begun = (child: ChildProcess) =>
    child.stdout?.on('data', (text: string) => {
      out += text;
      if (printed.test(out)) acting ??= act().finally(() => child.kill('SIGKILL'));
    });
  return { begun, acted: async () => acting };
}
