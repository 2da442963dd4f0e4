import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { say } from '../bench/report.ts';
import type { Task } from './task.ts';
import type { Verdicts } from './verdict.ts';

const progressMs = 15_000;

/** Has every task done, as many at once as there are cores, until all are or the time is over, and says how far it is. */
export async function work(
  folder: string,
  tasks: readonly Task[],
  untilMs: number,
  take: (task: Task, verdicts: readonly Verdicts[]) => void,
): Promise<void> {
  const waiting = tasks.values();
  let done = 0;
  let toldAt = performance.now();
  const crew = Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: folder });
    for (const task of waiting) {
      worker.postMessage(task);
      const [verdicts] = await once(worker, 'message');
      take(task, verdicts);
      done += 1;
      const now = performance.now();
      if (now > untilMs) break;
      if (now - toldAt < progressMs) continue;
      toldAt = now;
      say(`… ${done} of ${tasks.length}`);
    }
    await worker.terminate();
  });
  await Promise.all(crew);
  if (done < tasks.length) say(`The time was over after ${done} of ${tasks.length}.`);
}
