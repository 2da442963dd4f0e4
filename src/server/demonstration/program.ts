import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Program, Reward } from '#domain/program/program.ts';
import { dayOf, startOfDay } from '#domain/values/calendar.ts';
import { faultLine, readProgramFile } from '#server/usecases/program/program-file.ts';
import type { FileFault } from '#server/usecases/program/program-file-faults.ts';
import {
  type GivenPicture,
  type NamedPicture,
  readPictures,
} from '#server/usecases/program/read-pictures.ts';
import { demonstrationPicture } from './made-pictures.ts';

const folder = import.meta.dirname;
const fileName = 'program.yaml';

/**
 * The program that the first start loads if the retailer has none. Dates in the file are moved to days
 * after `at`, so that "not yet begun" can be seen.
 * @throws Error when the file is wrong, which is our bug
 */
export const demonstrationProgram = (at: number): Program => withDatesAfter(fromFile().program, at);

/** The demonstration's program with its pictures. */
export async function picturedDemonstration(
  at: number,
): Promise<{ program: Program; pictures: readonly GivenPicture[] }> {
  const { program, pictures } = fromFile();
  const read = await readPictures(program, pictures, demonstrationPicture);
  if ('faults' in read) throw wrong(read.faults);
  return { program: withDatesAfter(read.program, at), pictures: read.pictures };
}

/** The pictures that its file names. */
export const demonstrationPictures = (): readonly NamedPicture[] => fromFile().pictures;

function fromFile() {
  const read = readProgramFile(readFileSync(join(folder, fileName), 'utf8'));
  if ('faults' in read) throw wrong(read.faults);
  return read;
}

const wrong = (faults: readonly FileFault[]): Error =>
  new Error(faults.map((fault) => faultLine(fileName, fault)).join('\n'));

const dayMs = 24 * 60 * 60_000;

/** A day nearer than this could come while somebody looks. */
const soonMs = 2 * dayMs;

/** So long after its day a reward is in season: next year's day would look like a mistake. */
const seasonMs = 31 * dayMs;

const withDatesAfter = (program: Program, at: number): Program => ({
  ...program,
  rewards: program.rewards.map((reward) => begunAfter(reward, at, program)),
});

/** On its day as it comes next; while that day is near or has just been, in a week. */
function begunAfter(reward: Reward, at: number, { timeZone }: Program): Reward {
  if (reward.from === undefined) return reward;
  const { month, day } = dayOf(reward.from, timeZone);
  const today = dayOf(at, timeZone);
  const inYear = (year: number) => startOfDay(year, month - 1, day, timeZone);
  const comings = [today.year - 1, today.year, today.year + 1].map(inYear);
  const isNear = comings.some((from) => from - soonMs <= at && at < from + seasonMs);
  const inAWeek = startOfDay(today.year, today.month - 1, today.day + 7, timeZone);
  const from = isNear ? inAWeek : comings.find((one) => one > at);
  return from === undefined ? reward : { ...reward, from };
}
