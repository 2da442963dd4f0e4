import {
  dayAfter,
  dayOf,
  dayText,
  instantOfWall,
  readDayText,
  startOfDay,
} from '#domain/values/calendar.ts';
import { useMyself } from './me.ts';
import { useWords } from './words.tsx';

/** Days of the shop's calendar for fields of dates, which each browser writes in an order of its own. */
export function useShopDays() {
  const { format } = useWords();
  const { timeZone } = useMyself().program;
  return {
    /** @param days from today on; below 0, before it @returns a day as a field has it */
    dayFromNow: (days: number): string => dayText(dayAfter(dayOf(Date.now(), timeZone), days)),
    /** @param text a day as a field has it @returns the day with its month in words */
    sayDay: (text: string): string => {
      const { year, month, day } = readDayText(text);
      return isNear(year) ? format.date(startOfDay(year, month - 1, day, timeZone)) : text;
    },
    /** @param text a day and a time by the shop's clock, as a field has them */
    sayTime: (text: string): string => {
      const { year } = readDayText(text);
      const wall = Date.parse(`${text}Z`);
      return isNear(year) ? format.fullDateTime(instantOfWall(wall, timeZone)) : text;
    },
  };
}

/** Whether a year has four digits: while somebody types, a field may have one that no calendar of ours knows. */
const isNear = (year: number): boolean => year >= 1_000 && year <= 9_999;
