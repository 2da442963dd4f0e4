import { say } from '../bench/report.ts';
import { work } from './crew.ts';
import { Tallies, talliesTable } from './tally.ts';
import { scenesOf, type Task } from './task.ts';
import { isEitherRead } from './verdict.ts';

/** Scenes of a task: enough that starting a reader does not count, few enough that progress shows. */
const scenesATask = 22;
const progressMs = 15_000;

/** Scenes inside the envelope, each leading degradation as often as the next. */
export async function photographInside(
  folder: string,
  { scenes, seed, untilMs }: { scenes: number; seed: number; untilMs: number },
): Promise<void> {
  const tasks: Task[] = [];
  for (let from = 0; from < scenes; from += scenesATask)
    tasks.push({ kind: 'inside', seed, from, count: Math.min(scenesATask, scenes - from) });
  const tallies = new Tallies();
  const unread: string[] = [];
  let toldAt = performance.now();
  await work(folder, tasks, { untilMs }, (task, verdicts) => {
    for (const [at, scene] of scenesOf(task).entries()) {
      const seen = verdicts[at];
      if (!seen) continue;
      tallies.add(scene, seen);
      if (!isEitherRead(seen) && task.kind === 'inside')
        unread.push(`${scene.lead} ${task.from + at}`);
    }
    if (performance.now() - toldAt < progressMs) return;
    toldAt = performance.now();
    say(`… ${tallies.all.scenes} of ${scenes} scenes, ${tallies.all.either} read`);
  });
  if (tallies.all.scenes < scenes) say(`The time was over after ${tallies.all.scenes} scenes.`);
  say(`
Inside the envelope, seed ${seed}: each scene is photographed with the bars and with the QR code; a picture counts when two readers
read it. Per cent of the scenes.
`);
  say(talliesTable(tallies));
  say(`\nNot read in either: ${unread.join(', ') || 'none'}`);
  say(`Wrong texts: ${tallies.all.wrong.join(', ') || 'none'}`);
}
