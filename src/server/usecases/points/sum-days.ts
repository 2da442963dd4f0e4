import { setImmediate as letOthers } from 'node:timers/promises';
import { noFlow, type PointFlow, withEntry } from '#domain/points/flow.ts';
import { dayOf, endOfDayAfterDays, startOfDay } from '#domain/values/calendar.ts';
import {
  addPointDay,
  type EntryInTime,
  entriesInTime,
  firstEntryAt,
  lastPointDay,
} from '#server/storage/points/point-days.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';

/**
 * An entry has the time at which its transaction began, and becomes visible when that ends, which takes seconds at most. A
 * day that has been over for so long gets no more of them, also where clocks of two machines differ.
 */
const settledMs = 60 * 60_000;

/** So many entries are read at once: on SQLite, tills wait for each page of them, and are answered between two. */
const pageOf = 1_000;

interface Day {
  readonly from: number;
  readonly until: number;
}

/**
 * Adds up the next day that is over, by the ledger. The ledger never changes, so the sum stays right for ever, and who
 * looks at figures reads some rows a month. A process that dies on the way leaves nothing, and two add up the same.
 * @returns whether there may be another such day
 */
export async function sumNextDay(context: Context): Promise<boolean> {
  const { read } = context.store;
  const last = await lastPointDay(read);
  const first = last?.until_at ?? (await firstEntryAt(read));
  if (first === undefined) return false;
  const day = await nextDay(context, first, last === undefined);
  if (day === null) return false;
  const flow = await flowOf(context, day);
  await transact(context, (work) =>
    addPointDay(work, { from_at: day.from, until_at: day.until, ...flow }),
  );
  return true;
}

/**
 * Days follow one another without a gap, also where the program's time zone has changed meanwhile.
 * @returns null: the next one is not over for long enough
 */
async function nextDay(context: Context, first: number, isFirst: boolean): Promise<Day | null> {
  const { program, at } = await readWork(context);
  const { timeZone } = program;
  const { year, month, day } = dayOf(first, timeZone);
  const from = isFirst ? startOfDay(year, month - 1, day, timeZone) : first;
  const until = endOfDayAfterDays(first, 0, timeZone);
  return at < until + settledMs ? null : { from, until };
}

/** What became of points between two instants, by the ledger. */
export async function flowOf({ store }: Pick<Context, 'store'>, day: Day): Promise<PointFlow> {
  let flow = noFlow;
  for (let after: EntryInTime | undefined; ; ) {
    const entries = await entriesInTime(store.read, day, after, pageOf);
    for (const { points, cause, redemption_id } of entries)
      flow = withEntry(flow, { points, cause, redemptionId: redemption_id });
    after = entries.at(-1);
    if (entries.length < pageOf) return flow;
    await letOthers();
  }
}
