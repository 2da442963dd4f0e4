import { say, table } from '../bench/report.ts';
import { work } from './crew.ts';
import { envelope, type Name, names, stepsOf } from './envelope.ts';
import { Tally } from './tally.ts';
import type { Task } from './task.ts';

/** Where each degradation, alone, begins to keep the readers from reading. */
export async function findEdges(
  folder: string,
  { scenes, seed, untilMs }: { scenes: number; seed: number; untilMs: number },
): Promise<void> {
  const tallies = new Map(names.map((name) => [name, stepsOf(name).map(() => new Tally())]));
  const tasks = names.flatMap((name) =>
    stepsOf(name).map((_, step): Task => ({ kind: 'edge', seed, name, step, count: scenes })),
  );
  await work(folder, tasks, { untilMs }, (task, verdicts) => {
    if (task.kind !== 'edge') return;
    for (const seen of verdicts) tallies.get(task.name)?.[task.step]?.add(seen);
  });
  say(`
Edges: one thing is wrong, the rest at its best; ${scenes} scenes a step. "Safe to" is the last step before the first where fewer than 99 % were
read by two readers, "half" the first where fewer than half were.
`);
  const heads = [
    'alone',
    'counted in',
    'bars safe to',
    'bars half',
    'QR safe to',
    'QR half',
    'either safe to',
    'either half',
  ];
  say(
    table(
      heads,
      names.map((name) => summary(name, tallies.get(name) ?? [])),
    ),
  );
  for (const [name, steps] of tallies)
    say(`\n${name}, ${envelope[name].unit}\n\n${detail(name, steps)}`);
}

const ways: readonly ((tally: Tally) => number)[] = [
  ({ read }) => read['code-128'],
  ({ read }) => read.qr,
  ({ either }) => either,
];

function summary(name: Name, tallies: readonly Tally[]): string[] {
  const steps = stepsOf(name).map(shown);
  const edges = ways.flatMap((read) => {
    const shares = tallies.map((tally) => read(tally) / tally.scenes);
    const falls = shares.findIndex((share) => share < 0.99);
    const half = shares.findIndex((share) => share < 0.5);
    const safe = falls < 0 ? `${steps.at(-1)} (all)` : (steps[falls - 1] ?? 'never');
    return [safe, steps[half] ?? 'never'];
  });
  return [name, envelope[name].unit, ...edges];
}

function detail(name: Name, tallies: readonly Tally[]): string {
  const rows = tallies.map((tally, step) => [
    shown(stepsOf(name)[step] ?? 0),
    ...ways.map((read) => tally.share(read(tally))),
    String(tally.wrong.length),
    ...(['code-128', 'qr'] as const).flatMap((symbology) =>
      (['zbar', 'zxing-wasm', 'zxing-cpp'] as const).map((judge) =>
        tally.share(tally.by.get(`${judge} ${symbology}`) ?? 0),
      ),
    ),
  ]);
  const judged = ['bars', 'QR'].flatMap((what) =>
    ['zbar', 'zxing-wasm', 'zxing-cpp'].map((judge) => `${judge} ${what}`),
  );
  return table(['at', 'bars', 'QR', 'either', 'wrong', ...judged], rows);
}

const shown = (value: number): string => String(Math.round(value * 1000) / 1000);
