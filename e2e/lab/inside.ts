import { say } from '../bench/report.ts';
import { work } from './crew.ts';
import { Tallies, talliesTable, wrong } from './tally.ts';
import { scenesOf, type Task } from './task.ts';
import { isEitherRead } from './verdict.ts';

/** Scenes of a task: enough that starting a reader does not count, few enough that progress shows. */
const scenesATask = 22;

/** Scenes inside the envelope, each degradation leading as often as the next. */
export async function photographInside(
  folder: string,
  { scenes, seed, untilMs }: { scenes: number; seed: number; untilMs: number },
): Promise<void> {
  const tasks: Task[] = [];
  for (let from = 0; from < scenes; from += scenesATask)
    tasks.push({ kind: 'inside', seed, from, count: Math.min(scenesATask, scenes - from) });
  const tallies = new Tallies();
  const unread: string[] = [];
  await work(folder, tasks, untilMs, (task, verdicts) => {
    for (const [at, scene] of scenesOf(task).entries()) {
      const seen = verdicts[at];
      if (!seen) throw new Error('a scene without a verdict');
      tallies.add(scene, seen);
      if (!isEitherRead(seen)) unread.push(`${scene.lead} (scene ${scene.place})`);
    }
  });
  say(`
Inside the envelope: ${tallies.all.scenes} scenes of seed ${seed}, each photographed with the bars and with the QR code.
A symbol counts when two readers read it; ${tallies.all.either} scenes were read in either. Per cent:
`);
  say(talliesTable(tallies));
  say(`\nRead in neither: ${unread.join(', ') || 'none'}`);
  const misread = tallies.all.misread.map(
    ({ judge, text, digits }) => `${judge} read ${text} for ${digits}`,
  );
  say(`Misread: ${misread.join(', ') || 'nothing'}`);
  say(`Misread as another voucher or pass: ${wrong(tallies.all).length || 'nothing'}`);
}
