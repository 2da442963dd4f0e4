import type { Program } from '#domain/program/program.ts';
import { dayOf, startOfDay } from '#domain/values/calendar.ts';

/** Tills' clocks may be a little fast. More than this is a mistake, which could buy a tier in the future. */
const slackMs = 5 * 60_000;

/** Whether a time that a till gives is in the future. */
export const isAhead = (at: number, now: number): boolean => at > now + slackMs;

/** A till that was offline reports late. What is older than a year counts towards no tier and is a mistake. */
export const oldestDays = 366;

const dayMs = 24 * 60 * 60_000;
const oldestMs = oldestDays * dayMs;

/** Few tills are offline for so long; a clock whose battery is empty is more likely. */
const lateMs = 31 * 24 * 60 * 60_000;

/** Whether a sale was reported so late that somebody should look at the till's clock. */
export const isLate = (soldAt: number, reportedAt: number): boolean => soldAt < reportedAt - lateMs;

/** How late a till that was offline may report a use: after a long weekend, but not after weeks. */
const redeemedLateMs = 7 * 24 * 60 * 60_000;

/** Whether a use that a till reports is too long ago to be redeemed now. */
export const isLongTaken = (at: number, now: number): boolean => at < now - redeemedLateMs;

/** Whether a till says that it used a voucher before it was issued. */
export const isBefore = (at: number, issuedAt: number): boolean => at < issuedAt - slackMs;

/** Whether something that a till reports is too long ago. */
export const isPast = (at: number, now: number): boolean => at < now - oldestMs;

/**
 * Whether something was sold before the day on which its member joined, by the program's calendar. The day of joining
 * counts whole: people join after they paid. So does a sale that a till's slow clock puts a little before that day.
 */
export function isBeforeJoining(soldAt: number, joinedAt: number, timeZone: string): boolean {
  const { year, month, day } = dayOf(joinedAt, timeZone);
  return isBefore(soldAt, startOfDay(year, month - 1, day, timeZone));
}

/** For how many days a program takes reports of sales: a year, unless it says less. */
export const lateSalesDays = (program: Pick<Program, 'lateSalesDays'>): number =>
  program.lateSalesDays ?? oldestDays;

/** Whether a sale was so long ago that the program takes no report of it. */
export const isTooLate = (
  program: Pick<Program, 'lateSalesDays'>,
  soldAt: number,
  now: number,
): boolean => soldAt < now - lateSalesDays(program) * dayMs;
