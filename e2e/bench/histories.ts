// Random histories, each told in order and shuffled with repetitions: all end the same.

import { execFileSync } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { worlds } from '#server/tests/kit/model/worlds.ts';
import { say, table } from './report.ts';
import { runNode } from './run-programs.ts';

/** What one process tells of the histories that it played. */
const counts = {
  reports: 'reports',
  ratedAnew: 'rated anew',
  awards: 'awards',
  brought: 'of friends',
  terms: 'paid terms',
  given: 'given',
  ended: 'lots ended',
} as const;
type Told = Readonly<Record<keyof typeof counts, number>>;

interface Part {
  readonly world: string;
  /** The seed of its first history; the others follow. */
  readonly first: number;
  readonly count: number;
}

/** A part that was played, as a line of the kept file. */
interface Kept extends Part {
  readonly told: Told;
  /** Of the sources that played it. */
  readonly commit: string;
}

interface Wish {
  readonly quick: boolean;
  /** A file with a line for each part that was played: what is in it is not played again. Undefined: none. */
  readonly keep: string | undefined;
  /** So many processes side by side. */
  readonly atOnce: number | undefined;
}

/**
 * Plays all histories, as many in each world. With a file to keep, it can be stopped at any time and goes on where it was.
 * @throws Error with the first that ends differently
 */
export async function measureHistories({ quick, keep, atOnce }: Wish): Promise<void> {
  const inAll = quick ? 1_050 : 100_100;
  const [names, count] = [Object.keys(worlds), quick ? 150 : 100];
  const parts = Array.from({ length: inAll / count }, (_, n): Part => {
    const world = names[n % names.length] ?? '';
    return { world, first: Math.floor(n / names.length) * count, count };
  });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const played = await readKept(keep);
  const done = new Set(played.map(nameOf));
  say(`
Histories: ${inAll.toLocaleString('en')}, each told in order to one member and shuffled with repetitions to another.
`);
  const waiting = parts.filter((part) => !done.has(nameOf(part))).values();
  const player = async () => {
    for (const part of waiting) {
      const { world, first, count: histories } = part;
      const text = await runNode('histories', [world, String(first), String(histories)]);
      const kept: Kept = { ...part, told: JSON.parse(text) as Told, commit }; // The program has just printed it.
      played.push(kept);
      if (keep) await appendFile(keep, `${JSON.stringify(kept)}\n`);
    }
  };
  await Promise.all(Array.from({ length: atOnce ?? availableParallelism() }, player));
  const keys = Object.keys(counts) as (keyof Told)[]; // Object.keys forgets the key type.
  say(
    table(
      ['world', 'histories', 'seeds', ...Object.values(counts)],
      names.map((world) => rowOf(world, played, keys)),
    ),
  );
  const commits = Map.groupBy(played, (one) => one.commit);
  const by = [...commits].map(([one, all]) => `${sumOf(all, ({ count: n }) => n)} at ${one}`);
  say(`\nAll end the same in any order, and verify is content: ${by.join(', ')}.`);
}

async function readKept(file: string | undefined): Promise<Kept[]> {
  if (file === undefined) return [];
  const text = await readFile(file, 'utf8').catch(() => '');
  // This program wrote the lines.
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Kept]));
}

const nameOf = ({ world, first, count }: Part): string => `${world}/${first}/${count}`;

function rowOf(world: string, played: readonly Kept[], keys: readonly (keyof Told)[]): string[] {
  const own = played.filter((one) => one.world === world);
  const seeds = own.map(({ first, count }) => first + count);
  const figures = [
    sumOf(own, ({ count }) => count),
    ...keys.map((key) => sumOf(own, ({ told }) => told[key])),
  ].map((n) => n.toLocaleString('en'));
  const [histories = '', ...rest] = figures;
  return [world, histories, `0 to ${Math.max(0, ...seeds) - 1}`, ...rest];
}

const sumOf = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((sum, one) => sum + of(one), 0);
