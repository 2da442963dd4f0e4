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

/** Runs a command of `npm run admin`. @param settings of the server, by their names */
export async function run(
  settings: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Took> {
  const from = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(usage)}`],
      ...['src/server/admin/admin.ts', ...args],
    ],
    { env: { ...process.env, ...settings }, maxBuffer: 64 * 1024 * 1024 },
  );
  const [, processor, peak] = /used (\d+) (\d+)$/.exec(stderr) ?? [];
  // Nothing would be below every aim.
  if (processor === undefined || peak === undefined)
    throw new Error(`${args.join(' ')}: it did not say what it used. It wrote: ${stderr}`);
  return {
    clockMs: performance.now() - from,
    processorMs: Number(processor) / 1_000,
    peakMb: Math.round(Number(peak) / 1024),
  };
}
