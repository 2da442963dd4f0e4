// Random histories, each told in order and shuffled with repetitions: all end the same.

import { availableParallelism } from 'node:os';
import { worlds } from '#server/tests/kit/model/worlds.ts';
import { aSecond, say, table } from './report.ts';
import { runNode } from './run-programs.ts';

/** What one process tells of the histories that it played. */
interface Told {
  readonly reports: number;
  readonly ratedAnew: number;
  readonly awards: number;
  readonly ended: number;
  readonly given: number;
}

interface Part {
  readonly world: string;
  readonly first: number;
  readonly count: number;
}

/** Plays all histories, as many in each world. @throws Error with the first that ends differently */
export async function measureHistories(quick: boolean): Promise<void> {
  const inAll = quick ? 1_000 : 100_000;
  const [names, count] = [Object.keys(worlds), quick ? 200 : 1_000];
  const parts = Array.from({ length: inAll / count }, (_, n): Part => {
    const world = names[n % names.length] ?? '';
    return { world, first: Math.floor(n / names.length) * count, count };
  });
  say(`
Histories: ${inAll.toLocaleString('en')}, each told in order to one member and shuffled with repetitions to another.
`);
  const began = performance.now();
  const told = new Map<string, Told & { histories: number }>();
  const waiting = parts.values();
  const player = async () => {
    for (const { world, first, count: histories } of waiting) {
      const text = await runNode('histories', [world, String(first), String(histories)]);
      const one = JSON.parse(text) as Told; // The program has just printed it.
      told.set(world, sum(told.get(world), { ...one, histories }));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, player));
  const seconds = (performance.now() - began) / 1_000;
  const all = [...told];
  say(
    table(
      ['world', 'histories', 'reports', 'rated anew', 'awards', 'given', 'lots ended'],
      all.map(([world, one]) => [
        world,
        ...[one.histories, one.reports, one.ratedAnew, one.awards, one.given, one.ended].map((n) =>
          n.toLocaleString('en'),
        ),
      ]),
    ),
  );
  const reports = all.reduce((before, [, one]) => before + one.reports, 0);
  say(
    `\nAll end the same in any order, and verify is content. ${aSecond(reports / seconds)} reports a second.`,
  );
}

type Sum = Told & { readonly histories: number };

const sum = (a: Sum | undefined, b: Sum): Sum =>
  a
    ? {
        histories: a.histories + b.histories,
        reports: a.reports + b.reports,
        ratedAnew: a.ratedAnew + b.ratedAnew,
        awards: a.awards + b.awards,
        ended: a.ended + b.ended,
        given: a.given + b.given,
      }
    : b;
