import type { Program } from '#domain/program/program.ts';
import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import type { Shopper } from './year/shopper.ts';

const dayMs = 24 * 60 * 60_000;

/** For how many days the demonstration's members have shopped when somebody first looks. */
export const livedDays = 150;

/** The midnight on which they begin. */
export function livedFrom(at: number, { timeZone }: Pick<Program, 'timeZone'>): number {
  const { year, month, day } = dayOf(at - livedDays * dayMs, timeZone);
  return startOfDay(year, month - 1, day, timeZone);
}

/** The one that the terminal names: a wallet with something of everything in it. */
export const livingAddress = 'maya@example.com';

/** Members for a demonstration that is lived in: often, now and then, and new. */
export const livingMembers: readonly Shopper[] = [
  {
    address: livingAddress,
    firstName: 'Maya',
    language: 'en',
    birthday: null,
    storeId: 'main-street',
    joins: 0,
    visitsAMonth: 11,
    spends: 2_600,
    redeems: 4,
  },
  {
    address: 'sami@example.com',
    firstName: 'Sami',
    language: 'ar',
    birthday: null,
    storeId: 'harbour',
    joins: 12,
    visitsAMonth: 7,
    spends: 1_900,
    redeems: 5,
  },
  {
    address: 'lina@example.com',
    firstName: 'Lina',
    language: 'en',
    birthday: null,
    storeId: 'station',
    joins: 90,
    visitsAMonth: 4,
    spends: 900,
    redeems: 6,
  },
];
