import type { DeskFigures, MonthFigures } from '#contract/desk/desk-figures.ts';
import { pointWorth } from '#domain/desk/audit/worth.ts';
import { flowSum, netFlow, noFlow } from '#domain/points/flow.ts';
import { monthAround, monthsBefore } from '#domain/values/calendar.ts';
import type { PointDayRow } from '#server/storage/db/schema-desk.ts';
import { lastPointDay, pointDaysBefore, pointDaysFrom } from '#server/storage/points/point-days.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';

/** So that each month stands beside the same of a year ago. */
const monthsShown = 24;

/** Points by month, out of the sums of days; nothing that grows with members is read. */
export async function viewFigures(context: Context): Promise<DeskFigures> {
  const { db, program } = await readWork(context);
  const last = await lastPointDay(db);
  const worth = pointWorth(program);
  if (!last) return { months: [], until: null, outstanding: 0, pointWorth: worth };
  const since = monthAround(monthsBefore(last.from_at, monthsShown - 1), program.timeZone).from;
  const before = await pointDaysBefore(db, since);
  const days = await pointDaysFrom(db, since);
  const months = byMonth(days, program.timeZone, netFlow(before));
  const outstanding = months.at(-1)?.outstanding ?? 0;
  return { months, until: last.until_at, outstanding, pointWorth: worth };
}

/** @param had what members had before the first of these days */
function byMonth(days: readonly PointDayRow[], timeZone: string, had: number): MonthFigures[] {
  const months = Map.groupBy(days, ({ from_at }) => monthAround(from_at, timeZone).from);
  let outstanding = had;
  return [...months].map(([from, own]) => {
    const flow = own.reduce(flowSum, noFlow);
    outstanding += netFlow(flow);
    const { issued, used, expired } = flow;
    return { from, issued, used, expired, outstanding };
  });
}

/** What members had when the last day ended that was added up; null: none was. */
export async function outstandingPoints(db: ReadWork['db']): Promise<number | null> {
  const last = await lastPointDay(db);
  return last ? netFlow(await pointDaysBefore(db, last.until_at)) : null;
}
