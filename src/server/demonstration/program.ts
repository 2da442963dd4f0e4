import { readFileSync } from 'node:fs';
import type { Program, Reward } from '#domain/program/program.ts';
import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';

const fileName = 'program.yaml';

/**
 * The program that the first start loads if the retailer has none. Dates in the file are moved to the year after `at`,
 * so that "not yet begun" can always be seen.
 * @throws Error when the file is wrong, which is our bug
 */
export function demonstrationProgram(at: number): Program {
  const read = readProgramFile(readFileSync(new URL(fileName, import.meta.url), 'utf8'));
  if ('faults' in read) {
    throw new Error(read.faults.map((fault) => faultLine(fileName, fault)).join('\n'));
  }
  const { program } = read;
  const nextYear = dayOf(at, program.timeZone).year + 1;
  return {
    ...program,
    rewards: program.rewards.map((reward) => begunIn(reward, nextYear, program)),
  };
}

function begunIn(reward: Reward, year: number, { timeZone }: Program): Reward {
  if (reward.from === undefined) return reward;
  const { month, day } = dayOf(reward.from, timeZone);
  return { ...reward, from: startOfDay(year, month - 1, day, timeZone) };
}
