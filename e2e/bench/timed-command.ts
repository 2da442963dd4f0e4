import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What a command took, from the start of its process to its end. */
export interface Took {
  readonly clockMs: number;
  readonly processorMs: number;
  /** The most memory that it had at once. */
  readonly peakMb: number;
}

/** Of a process when it ends, in microseconds and kilobytes (getrusage). */
const usage = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stderr.write('\\nused ' + (userCPUTime + systemCPUTime) + ' ' + maxRSS); })`;

/** What Node is started with to say it, as its last words to standard error. */
export const sayingUsage = ['--import', `data:text/javascript,${encodeURIComponent(usage)}`];

/** Runs a command of `npm run admin`. @param settings of the server, by their names */
export async function run(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Took> {
  const from = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [...sayingUsage, 'src/server/admin/admin.ts', ...args],
    { env: { ...process.env, ...settings }, maxBuffer: 64 * 1024 * 1024 },
  );
  return { clockMs: performance.now() - from, ...usageIn(stderr, args.join(' ')) };
}

/** @throws Error when it does not stand there, as nothing would be below every aim */
export function usageIn(stderr: string, command: string): Omit<Took, 'clockMs'> {
  const [, processor, peak] = /used (\d+) (\d+)$/.exec(stderr) ?? [];
  if (processor === undefined || peak === undefined)
    throw new Error(`${command}: it did not say what it used. It wrote: ${stderr}`);
  return { processorMs: Number(processor) / 1_000, peakMb: Math.round(Number(peak) / 1024) };
}
