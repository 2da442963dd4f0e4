import { birthdaysOn } from '#domain/values/birthday.ts';
import { dayAfter, dayOf, dayText, readDayText } from '#domain/values/calendar.ts';
import type { BirthdayDayRow } from '#server/storage/db/schema-occasions.ts';
import { birthdayDaysSince, putBirthdayDay } from '#server/storage/people/birthday-days.ts';
import { membersWithFact } from '#server/storage/people/facts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { inGroups } from '#server/usecases/ground/in-groups.ts';
import { type ReadWork, readWork, transact } from '#server/usecases/ground/work.ts';
import { birthdayRules, celebrate } from './celebrate.ts';

/** How many members one round looks at, because a long list must not occupy the writer. */
const roundOf = 200;

/** A server that was down so long makes up for the days that it missed. */
const missedDaysAtMost = 7;

/** When all birthdays of a day are looked at again, because some looks failed. */
const againMs = 10 * 60_000;

/**
 * Gives what rules give for birthdays, some members at a time, in the order of their ids. A process that is killed
 * leaves the place where it was, and looking twice gives nothing twice. A member whose look fails keeps nobody waiting:
 * the day is gone through again in a while, until it succeeds.
 * @returns how many members it looked at and days it finished; 0: there is nothing to do now
 */
export async function celebrateDue(context: Context): Promise<number> {
  const work = await readWork(context);
  const rules = birthdayRules(work.program);
  if (rules.length === 0) return 0;
  const place = await nextPlace(work);
  if (!place) return 0;
  const day = readDayText(place.day);
  const values = [...new Set(rules.flatMap(({ leapDay }) => birthdaysOn(day, leapDay)))];
  const from = { after: place.after_member_id, limit: roundOf };
  const members = await membersWithFact(work.db, { fact: 'birthday', values }, from);
  const { failed } = await inGroups(context, members, (memberId) =>
    transact(context, async (own) => {
      await own.lockMember(memberId);
      return celebrate(own, memberId, day);
    }),
  );
  const next = placeAfter(place, members, { failed: failed.length > 0, at: context.now() });
  await transact(context, (own) => putBirthdayDay(own, next));
  return members.length + (next.done_at === null ? 0 : 1);
}

/** The day whose birthdays come next, and after which member; null: all are done, or wait to be tried again. */
async function nextPlace({
  db,
  at,
  program: { timeZone },
}: ReadWork): Promise<BirthdayDayRow | null> {
  const today = dayOf(at, timeZone);
  const days = await birthdayDaysSince(db, dayText(dayAfter(today, -missedDaysAtMost)));
  const open = days.find((one) => one.done_at === null && one.again_at <= at);
  if (open) return open;
  const last = days.at(-1);
  const day = last ? dayText(dayAfter(readDayText(last.day), 1)) : dayText(today);
  return day <= dayText(today) ? { day, ...atFirst } : null;
}

const atFirst = { after_member_id: '', failed: 0, again_at: 0, done_at: null };

function placeAfter(
  place: BirthdayDayRow,
  members: readonly string[],
  look: { readonly failed: boolean; readonly at: number },
): BirthdayDayRow {
  const failed = Number(look.failed || place.failed === 1);
  const last = members.at(-1);
  if (last !== undefined && members.length === roundOf) {
    return { ...place, after_member_id: last, failed };
  }
  if (failed) return { ...place, ...atFirst, again_at: look.at + againMs };
  return { ...place, done_at: look.at };
}
