import { say, table } from '../bench/report.ts';
import { work } from './crew.ts';
import { envelope, type Name, names, stepsOf } from './envelope.ts';
import { readerHeads, readerShares, share, Tally, wrong } from './tally.ts';
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
  await work(folder, tasks, untilMs, (task, verdicts) => {
    if (task.kind !== 'edge') return;
    for (const seen of verdicts) tallies.get(task.name)?.[task.step]?.add(seen);
  });
  say(`
Edges: one thing is wrong, the rest at its best; ${scenes} scenes a step. "Safe to" is the last step before the
first where fewer than 99 % were read by two readers, "half" the first where fewer than half were.
`);
  const edges = ways.flatMap(({ what }) => [`${what} safe to`, `${what} half`]);
  const rows = [...tallies].map(([name, steps]) => summary(name, steps));
  say(table(['alone', 'counted in', ...edges], rows));
  for (const [name, steps] of tallies) {
    say(`\n${name}, ${envelope[name].unit}:\n`);
    say(detail(name, steps));
  }
}

const ways: readonly { readonly what: string; readonly read: (tally: Tally) => number }[] = [
  { what: 'bars', read: ({ read }) => read['code-128'] },
  { what: 'QR', read: ({ read }) => read.qr },
  { what: 'either', read: ({ either }) => either },
];

function summary(name: Name, tallies: readonly Tally[]): string[] {
  const steps = stepsOf(name).map(shown);
  const edges = ways.flatMap(({ read }) => {
    const shares = tallies.map((tally) => read(tally) / tally.scenes);
    const falls = shares.findIndex((part) => part < 0.99);
    const half = shares.findIndex((part) => part < 0.5);
    const safe = falls < 0 ? `${steps.at(-1)}, the last` : (steps[falls - 1] ?? 'nowhere');
    return [safe, steps[half] ?? 'nowhere'];
  });
  return [name, envelope[name].unit, ...edges];
}

function detail(name: Name, tallies: readonly Tally[]): string {
  const rows = tallies.map((tally, step) => [
    shown(stepsOf(name)[step] ?? 0),
    ...ways.map(({ read }) => share(tally, read(tally))),
    String(tally.misread.length),
    String(wrong(tally).length),
    ...readerShares(tally),
  ]);
  return table(['at', ...ways.map(({ what }) => what), 'misread', 'wrong', ...readerHeads], rows);
}

const shown = (value: number): string => String(Math.round(value * 1000) / 1000);
