import type { DeskRewards, RewardLine, RewardOpen } from '#contract/desk/desk-open.ts';
import type { Reward } from '#domain/program/program.ts';
import { rewardOf } from '#domain/program/reward.ts';
import { textIn } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import type { Language } from '#i18n/language.ts';
import { loadingsAfter, programAsLoaded } from '#server/storage/program/programs.ts';
import { liveVouchers } from '#server/storage/vouchers/live-vouchers.ts';
import { stockLeft } from '#server/storage/vouchers/reward-stocks.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct, type Undoing } from '#server/usecases/ground/record-act.ts';
import { some, someAtMost } from '#server/usecases/ground/some.ts';
import { type ReadWork, readWork, type Work } from '#server/usecases/ground/work.ts';
import { scheduleOf } from '#server/usecases/program/refuse-loading.ts';
import { changeFile, withEntries } from './change-file.ts';

/** The rewards of the program in force, with what is left of each. */
export async function listRewards(context: Context, language: Language): Promise<DeskRewards> {
  const work = await readWork(context);
  const { rewards } = work.program;
  const left = await stockLeft(
    work.db,
    rewards.map(({ id }) => id),
  );
  return {
    rewards: rewards.map((reward) => lineOf(work, reward, { left, language })),
    onto: await scheduleOf(work),
  };
}

/** A reward with what is open of it: live vouchers, and what programs for a day to come say. @throws Refused `not-found` */
export async function viewReward(
  context: Context,
  rewardId: string,
  language: Language,
): Promise<RewardOpen> {
  const work = await readWork(context);
  const reward = rewardOf(work.program, rewardId);
  if (!reward) throw new Refused({ key: 'not-found' });
  const left = await stockLeft(work.db, [rewardId]);
  return {
    ...lineOf(work, reward, { left, language }),
    onto: await scheduleOf(work),
    live: some((await liveVouchers(work.db, work.at, { rewardId }, someAtMost + 1)).length),
    later: await laterOf(work, rewardId),
  };
}

function lineOf(
  { at }: ReadWork,
  { id, name, stock, until }: Reward,
  { left, language }: { readonly left: ReadonlyMap<string, number>; readonly language: Language },
): RewardLine {
  return {
    id,
    name: textIn(name, language),
    until: until ?? null,
    stock: stock === undefined ? null : { total: stock, left: Number(left.get(id) ?? 0) },
    isOver: until !== undefined && until <= at,
  };
}

async function laterOf({ db, at }: ReadWork, rewardId: string): Promise<RewardOpen['later']> {
  const loadings = await loadingsAfter(db, at);
  return Promise.all(
    loadings.map(async ({ version, beginsAt }) => {
      const program = await programAsLoaded(db, version);
      const then = rewardOf(program, rewardId);
      const reward = then ? { stock: then.stock ?? null, until: then.until ?? null } : null;
      return { version, beginsAt, reward };
    }),
  );
}

/**
 * Sets how many of a reward there are in all, with those that were given out. Fewer than that are given out already: none
 * is left, and what comes back does not count.
 * @param onto what held when the page was read
 * @throws Refused `not-found`, `desk-program-changed`
 */
export const restockReward = (
  context: Context,
  rewardId: string,
  {
    onto,
    total,
    undoing,
  }: { readonly onto: string; readonly total: number; readonly undoing?: Undoing },
): Promise<void> =>
  changeReward(context, rewardId, {
    onto,
    fields: { stock: String(total) },
    note: async (work, { stock }) => {
      await undoing?.check(work);
      await recordAct(work, {
        act: 'reward-restocked',
        details: { rewardId },
        changes: { stock: [stock ?? null, total] },
        ...(undoing && { undoes: undoing.actId }),
      });
    },
  });

/**
 * Nobody gets a reward any more from now on. It stays in the program, so that vouchers of it stay good until they end
 * and history keeps its name.
 * @throws Refused `not-found`, `desk-program-changed`
 */
export async function retireReward(
  context: Context,
  rewardId: string,
  { onto }: { readonly onto: string },
): Promise<void> {
  const { program, at } = await readWork(context);
  const { until } = rewardOf(program, rewardId) ?? {};
  // It is over, and when it ended stays true.
  if (until !== undefined && until <= at) return;
  await changeReward(context, rewardId, {
    onto,
    fields: { until: new Date(at).toISOString() },
    note: (work) => recordAct(work, { act: 'reward-retired', details: { rewardId } }),
  });
}

interface RewardChange {
  readonly onto: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly note: (work: Work, before: Reward) => Promise<void>;
}

/** Writes fields of a reward into the program's file, and puts it in force. */
async function changeReward(
  context: Context,
  rewardId: string,
  { onto, fields, note }: RewardChange,
): Promise<void> {
  const work = await readWork(context);
  const before = rewardOf(work.program, rewardId);
  if (!before) throw new Refused({ key: 'not-found' });
  await changeFile(work, {
    onto,
    change: (content) =>
      withEntries(content, 'rewards', (one) => (one.id === rewardId ? { ...one, ...fields } : one)),
    note: (loading) => note(loading, before),
  });
}
