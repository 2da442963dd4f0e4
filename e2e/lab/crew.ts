import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Task } from './task.ts';
import type { Verdicts } from './verdict.ts';

/** Has every task done, as many at once as there are cores, until all are or the time is over. */
export async function work(
  folder: string,
  tasks: readonly Task[],
  { untilMs }: { readonly untilMs: number },
  take: (task: Task, verdicts: readonly Verdicts[]) => void,
): Promise<void> {
  const waiting = tasks.values();
  const crew = Array.from({ length: availableParallelism() }, async () => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: folder });
    for (const task of waiting) {
      if (performance.now() > untilMs) break;
      worker.postMessage(task);
      const [verdicts] = await once(worker, 'message');
      take(task, verdicts);
    }
    await worker.terminate();
  });
  await Promise.all(crew);
}
