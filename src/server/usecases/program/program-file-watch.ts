import type { ProgramFile } from '#contract/program-file.ts';
import type { Program } from '#domain/program/program.ts';
import type { WatchLimits } from '#domain/program/watch-limits.ts';

export type WatchSettings = Pick<
  Program,
  'watch' | 'secondPersonAboveMinor' | 'secondPersonUndone'
>;

type Minor = (amount: string, path: readonly (string | number)[]) => number;

/** The settings of the watch list and of the second person; what the file leaves out has its default. */
export function watchSettings(file: ProgramFile, minor: Minor): WatchSettings {
  const watch = { ...purchaseLimit(file, minor), ...limitsOf(file, minor) };
  const above = file['second-person-above'];
  const undone = file['second-person-undone'];
  return {
    ...(Object.keys(watch).length > 0 && { watch }),
    ...(above !== undefined && { secondPersonAboveMinor: minor(above, ['second-person-above']) }),
    ...(undone && { secondPersonUndone: countsOf(undone) }),
  };
}

function purchaseLimit(
  file: ProgramFile,
  minor: Minor,
): Pick<Partial<WatchLimits>, 'purchaseMinor'> {
  const above = file['watch-purchases-above'];
  return above === undefined ? {} : { purchaseMinor: minor(above, ['watch-purchases-above']) };
}

function limitsOf({ watch = {} }: ProgramFile, minor: Minor): Partial<WatchLimits> {
  const { purchases, member, undone, adjusted, pos, 'look-ups': lookUps } = watch;
  const sums = (limit: { number: string; sum: string }, key: string) => ({
    count: Number(limit.number),
    minor: minor(limit.sum, ['watch', key, 'sum']),
  });
  return {
    ...(purchases && { purchases: sums(purchases, 'purchases') }),
    ...(member && { member: sums(member, 'member') }),
    ...(undone && { undone: countsOf(undone) }),
    ...(adjusted && { adjusted: countsOf(adjusted) }),
    ...(lookUps !== undefined && { lookUps: Number(lookUps) }),
    ...(pos && { pos: sums(pos, 'pos') }),
  };
}

/** The schema allowed whole numbers only. */
const countsOf = (limit: { number: string; points: string }) => ({
  count: Number(limit.number),
  points: Number(limit.points),
});
