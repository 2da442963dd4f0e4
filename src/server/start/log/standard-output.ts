import { destination } from 'pino';

/** Waiting lines, in characters, that are kept while none can be written; later ones are lost and counted. */
const keptAtMost = 1_000_000;

/** While lines wait, the disk is tried so often: a stream that is full drops what comes and tries nothing by itself. */
const againMs = 1_000;

/**
 * Where production's lines go: standard output, or the file that it was led into. Its disk may be full, so a line that
 * can't be written never throws and never ends the process: what the shop does counts for more than what is written of
 * it. Kept lines follow within a second of when they can be written again, and one line says how many were lost.
 * @param dest a file descriptor, or a file's name
 * @returns what pino writes to
 */
export function standardOutput(dest: number | string = 1): ReturnType<typeof destination> {
  const out = destination({ dest, sync: true, maxLength: keptAtMost });
  let lost = 0;
  let again: NodeJS.Timeout | null = null;
  const stop = () => {
    if (again) clearInterval(again);
    again = null;
  };
  // Without a listener an error of the stream is thrown at whoever logs.
  out.on('error', () => {
    // An empty line fits under any limit, and writing it writes what waits first.
    again ??= setInterval(() => out.write(''), againMs).unref();
  });
  out.on('close', stop);
  out.on('drop', () => {
    lost++;
  });
  out.on('drain', () => {
    stop();
    if (lost === 0) return;
    const line = { level: 'warn', time: new Date().toISOString(), lost };
    lost = 0;
    out.write(`${JSON.stringify({ ...line, msg: 'log lines could not be written' })}\n`);
  });
  return out;
}
