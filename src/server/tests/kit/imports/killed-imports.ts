import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  counted,
  deaths,
  type Found,
  folderOf,
  type Kills,
} from '#server/tests/kit/events/deaths.ts';
import { runDoomed } from '#server/tests/kit/events/run-doomed.ts';
import type { Tillpass } from '#server/tests/kit/tillpass.ts';
import { verifyBooks } from '#server/usecases/books/verify-books.ts';

async function held(t: Tillpass) {
  const { read } = t.context.store;
  const members = await read
    .selectFrom('members')
    .select(({ fn }) => [fn.countAll().as('count'), fn.sum('balance').as('points')])
    .executeTakeFirstOrThrow();
  const { count } = await read
    .selectFrom('purchases')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return {
    members: Number(members.count),
    points: Number(members.points),
    purchases: Number(count),
  };
}

/** More than one batch, the last of which is not full. */
const lines = 600;

/**
 * Imports files in processes that are killed, each until one comes to its end, then the next file.
 * @param fileOf makes the n-th file, with what it brings
 */
async function killImports(
  t: Tillpass,
  kills: Kills,
  what: 'import' | 'purchases',
  fileOf: (
    n: number,
  ) => Promise<{ text: string; brings: Partial<Awaited<ReturnType<typeof held>>> }>,
): Promise<Found> {
  const found: Found = { undone: 0, done: 0, begun: 0 };
  const file = join(folderOf(t), 'import.csv');
  const put = async (n: number) => {
    const { text, brings } = await fileOf(n);
    await writeFile(file, text);
    const before = await held(t);
    const whole = {
      members: before.members + (brings.members ?? 0),
      points: before.points + (brings.points ?? 0),
      purchases: before.purchases + (brings.purchases ?? 0),
    };
    return { before, whole };
  };
  await put(0);
  const { statements, tookMs } = await counted(t, what, file);
  let turn = 1;
  let { before, whole } = await put(turn);
  for (const death of deaths(kills, statements, tookMs)) {
    await runDoomed(t, what, death, file);
    const now = await held(t);
    const isAll = JSON.stringify(now) === JSON.stringify(whole);
    const isNone = JSON.stringify(now) === JSON.stringify(before);
    found[isAll ? 'done' : isNone ? 'undone' : 'begun'] += 1;
    assert.ok(now.members <= whole.members && now.purchases <= whole.purchases);
    assert.deepEqual(await verifyBooks(t.context), []);
    if (!isAll) continue;
    await again(t, what, file, whole);
    turn += 1;
    ({ before, whole } = await put(turn));
  }
  await again(t, what, file, whole);
  await again(t, what, file, whole);
  await rm(file);
  return found;
}

/** The same file once more comes to its end, and each line is there once. */
async function again(
  t: Tillpass,
  what: 'import' | 'purchases',
  file: string,
  whole: Awaited<ReturnType<typeof held>>,
): Promise<void> {
  assert.equal((await runDoomed(t, what, { statement: 0 }, file)).status, 0);
  assert.deepEqual(await held(t), whole);
}

/** Brings members over in processes that are killed. @throws AssertionError when a line came twice, or in part */
export const killMembersImport = (t: Tillpass, kills: Kills): Promise<Found> =>
  killImports(t, kills, 'import', async (n) => {
    // Some are members already, so that both ways of taking a line are killed.
    const own = [3, 522].map((line) => `m${n}-${line}@example.com`);
    for (const address of own) await t.joined(address);
    const rows = Array.from(
      { length: lines },
      (_, line) => `m${n}-${line}@example.com,C${n}-${line},${line},2027-06-30,${line}`,
    );
    return {
      text: `email,id,points,expires,points-2\n${rows.join('\n')}\n`,
      brings: { members: lines - own.length, points: lines * (lines - 1) },
    };
  });

const buyers = 20;

/** Brings over what members bought in processes that are killed. @throws AssertionError when a receipt came twice, or in part */
export async function killPurchasesImport(t: Tillpass, kills: Kills): Promise<Found> {
  for (let n = 0; n < buyers; n += 1) await t.joined(`buyer-${n}@example.com`);
  return killImports(t, kills, 'purchases', async (n) => {
    const rows = Array.from({ length: lines }, (_, line) => {
      const receipt = Math.floor(line / 2);
      return `buyer-${receipt % buyers}@example.com,F${n}-${receipt},main,2025-12-01,2.50`;
    });
    return {
      text: `email,receipt,store,sold,amount\n${rows.join('\n')}\n`,
      brings: { purchases: lines / 2 },
    };
  });
}
