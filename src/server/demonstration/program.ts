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
 * The program that the first start loads if the retailer has none. Dates in the file are moved to the year after `at`,
 * so that "not yet begun" can always be seen.
 * @throws Error when the file is wrong, which is our bug
 */
export const demonstrationProgram = (at: number): Program => inComingYear(fromFile().program, at);

/** The demonstration's program with its pictures. */
export async function picturedDemonstration(
  at: number,
): Promise<{ program: Program; pictures: readonly GivenPicture[] }> {
  const { program, pictures } = fromFile();
  const read = await readPictures(program, pictures, demonstrationPicture);
  if ('faults' in read) throw wrong(read.faults);
  return { program: inComingYear(read.program, at), pictures: read.pictures };
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

function inComingYear(program: Program, at: number): Program {
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
