import { type CheckInRule, inOrder } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import { dayOf, dayText } from '#domain/values/calendar.ts';

/** How long a code of the till is good: long enough to type it, too short to be passed on as news. */
export const checkInCodeMs = 2 * 60_000;

/** Which of a member's visits it is: the store, and the day of the program's calendar. */
export const visitOf = (storeId: string, at: number, timeZone: string): string =>
  `${storeId}/${dayText(dayOf(at, timeZone))}`;

/** The rules for visits to a store. */
export const checkInRules = (
  { earning = [] }: Pick<Program, 'earning'>,
  storeId: string,
): CheckInRule[] =>
  inOrder(
    earning
      .filter((rule) => rule.kind === 'check-in')
      .filter(({ when: { stores } }) => stores === undefined || stores.includes(storeId)),
  );
