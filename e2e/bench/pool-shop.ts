// A shop with a pool of codes and as many members as are wanted, for measuring: made by the product's own use-cases.
import { Readable } from 'node:stream';
import { demonstrationProgram } from '#server/demonstration/program.ts';
import { readConfig } from '#server/start/config.ts';
import { makeContext } from '#server/start/make-context.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { loadCodes } from '#server/usecases/pools/load-codes.ts';
import { loadProgram } from '#server/usecases/program/load-program.ts';
import { newMember, quiet, reward, storeId } from './members.ts';

/** Where a shop's data is: a folder for SQLite, and an address where it is PostgreSQL. */
export interface Place {
  readonly DATA_DIR: string;
  readonly DATABASE_URL?: string;
}

/** Opens an empty database with the demonstration, whose first store's tills only know fixed codes. */
export async function openShop(place: Place): Promise<Context> {
  const context = await makeContext(readConfig({ ...place }), quiet);
  const program = demonstrationProgram(context.now());
  const stores = program.stores.map((store) =>
    store.id === storeId ? { ...store, way: 'pool' as const } : store,
  );
  await loadProgram(context, { ...program, stores });
  return context;
}

/** Members with the welcome gift, who have not spent it. */
export async function newMembers(context: Context, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count)
    ids.push(...(await Promise.all(Array.from({ length: 32 }, () => newMember(context)))));
  return ids.slice(0, count);
}

/** Codes as tills have them: sixteen characters, in no order that an index could use. */
export function* codesFile(count: number): Generator<Buffer> {
  const scattered = 2_654_435_761;
  for (let from = 0; from < count; from += 5_000) {
    const lines = Array.from({ length: Math.min(5_000, count - from) }, (_, n) => {
      const number = ((from + n + 1) * scattered) % 10 ** 12;
      return `SAVE${String(number).padStart(12, '0')}\n`;
    });
    yield Buffer.from(lines.join(''));
  }
}

export async function fillPool(context: Context, count: number): Promise<void> {
  const report = await loadCodes(
    context,
    {
      scope: { rewardId: reward, storeId },
      symbology: null,
      lowMark: 0,
      column: null,
      separator: null,
      allOrNothing: false,
    },
    () => Readable.from(codesFile(count)),
  );
  if (report.left !== count) throw new Error(`of ${count} codes ${report.left} are in the pool`);
}
