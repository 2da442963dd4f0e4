import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Server } from './tillpass.ts';

/** Puts a program's file in force in a running server, as an administrator does. */
export async function putProgram(server: Server, text: string): Promise<void> {
  const file = join(server.dataDir, 'program.yaml');
  await writeFile(file, text);
  // Beside the file, as its pictures are named.
  await cp('src/server/demonstration/pictures', join(server.dataDir, 'pictures'), {
    recursive: true,
  });
  await server.prepare('program', file);
}

/** The text of the demonstration's file. */
export const demonstration = (): Promise<string> =>
  readFile('src/server/demonstration/program.yaml', 'utf8');

/** The demonstration, with another line about Main Street. */
export async function demonstrationWith(line: string): Promise<string> {
  return (await demonstration()).replace(
    '    name: Main Street\n',
    (name) => `${name}    ${line}\n`,
  );
}

/** The demonstration, with another line of the program in front of the one that begins with `key`. */
export async function demonstrationWhere(key: string, line: string): Promise<string> {
  return (await demonstration()).replace(`\n${key}:`, (found) => `\n${line}${found}`);
}

interface StoreText {
  readonly id: string;
  /** The end of its poster's address. */
  readonly placement: string;
  /** What stands behind `scanner:`; null: nothing. */
  readonly scanner: string | null;
}

/** A program with a store for each scanner, and a reward of ten points that can be had in that store only. */
export const programOf = (stores: readonly StoreText[]): string => `name: Scanner Shop
brand: { color: "#1d6b52", mark: S }
currency: EUR
time-zone: Europe/Berlin
points-per-unit: 1
points-last-months: 12
welcome-points: 150
voucher-minutes: 240
live-vouchers-at-most: 10
tiers: [{ id: member, name: Member, from: 0, rate: 1, color: "#b08d6a", perks: [] }]
rewards:
${stores
  .map(
    ({ id }) => `  - id: of-${id}
    name: Gift of ${id}
    instruction: Give one
    worth: { kind: perk }
    points: 10
    stores: [${id}]
`,
  )
  .join('')}stores:
${stores
  .map(
    ({ id, placement, scanner }) => `  - id: ${id}
    name: Shop ${id}
    posters: [{ placement: ${placement}, place: Door }]
    tills: [{ id: ${id === 'main' ? 'main-2' : `${id}-1`}, name: Till 1 }]
${scanner === null ? '' : `    scanner: ${scanner}\n`}`,
  )
  .join('')}`;
