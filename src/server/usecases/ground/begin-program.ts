import type { Program } from '#domain/program/program.ts';
import { amountAt, pricesOf } from '#domain/program/reward-range.ts';
import { programTopic } from '#server/storage/db/live.ts';
import type { Tx } from '#server/storage/db/store.ts';
import { fillWorths, putSlots } from '#server/storage/passes/reward-slots.ts';
import {
  type Loading,
  loadingsUntil,
  programAsLoaded,
  putOutcome,
} from '#server/storage/program/programs.ts';
import { setStock } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from './context.ts';
import { isDated, type ProgramInForce } from './program-in-force.ts';
import { recordAct } from './record-act.ts';

/** Whether a program for a day to come is in force, and nobody has counted out its stock yet. */
export const hasToBegin = (loading: Loading): boolean =>
  isDated(loading) && loading.outcome === null;

/**
 * Does at the beginning of a dated program what loading does for one that begins at once. The rules themselves are asked
 * by the time and need nothing. It is done once: another process waits here.
 * @returns false when another has done it, or has withdrawn the program: which, only a new look at the programs says
 */
export async function beginProgram(
  work: Tx & ProgramInForce & { readonly context: Context; readonly at: number },
): Promise<boolean> {
  const { program, version, at } = work;
  if (!(await putOutcome(work, { version, outcome: 'begun', at }))) return false;
  const earlier = (await loadingsUntil(work.db, at))
    .filter((one) => one.version !== version)
    .at(-1);
  const before = earlier ? await programAsLoaded(work.db, earlier.version) : null;
  await countOut(work, program, before);
  await recordAct(work, { act: 'program-begun', details: { version } });
  work.tell(programTopic);
  return true;
}

/**
 * Sets the stock of rewards, and gives each reward at each of its prices a slot for passes.
 * @param before the program that it replaces; null: it is the first one
 */
export async function countOut(
  tx: Tx & { readonly at: number },
  program: Program,
  before: Program | null,
): Promise<void> {
  for (const reward of program.rewards) {
    if (reward.stock !== undefined) await setStock(tx, reward.id, reward.stock);
  }
  if (before) await fillWorths(tx, pricedForSlots(before));
  await putSlots(tx, pricedForSlots(program), tx.at);
}

/** Every reward at its price. What a range goes up to comes last: where slots are short, it needs a signal. */
const pricedForSlots = ({ rewards }: Program): Parameters<typeof putSlots>[1][number][] => {
  const priced = rewards.map((reward) =>
    pricesOf(reward).map((points) => ({
      reward_id: reward.id,
      points,
      worth: reward.range ? amountAt(reward, points) : null,
    })),
  );
  return [...priced.flatMap((prices) => prices.slice(0, 1)), ...priced.flatMap((p) => p.slice(1))];
};
