import { isMoment } from '#contract/program/file-parts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { instantOf } from '#server/usecases/program/program-file-times.ts';
import { endGivenTier, grantTier } from '#server/usecases/standing/grant-tier.ts';
import { readArgs } from './admin-args.ts';
import { AdminFault, type Commands } from './admin-command.ts';
import { knownMember } from './admin-members.ts';
import { localText } from './admin-time.ts';

/** Tiers that support gives to a member. */
export const tierCommands = {
  tier: async (context, args) => {
    const { words, options } = readArgs(args, ['until'], ['end']);
    return options.end === true ? ended(context, words) : given(context, words, options.until);
  },
} satisfies Commands;

async function given(
  context: Context,
  words: readonly string[],
  day: string | undefined,
): Promise<readonly string[]> {
  const tierId = words.at(-1) ?? '';
  const memberId = await knownMember(context, words.slice(0, -1).join(' '));
  if (day === undefined || !isMoment(day)) {
    throw new AdminFault('Say until when: --until 2027-12-31, or 2027-12-31T12:00:00+01:00.');
  }
  const { program } = await readWork(context);
  const until = instantOf(day, program.timeZone, 1);
  const outcome = await grantTier(context, { memberId, tierId, until });
  const ids = program.tiers.slice(1).map(({ id }) => id);
  const faults = {
    'no-rule':
      'The program has no `tier-rule`: a tier can be given only where one says how tiers are kept.',
    'no-tier': `"${tierId}" is no tier that can be given: ${ids.join(', ')}.`,
    past: `--until: ${day} has passed.`,
  };
  if (outcome !== 'done') throw new AdminFault(faults[outcome]);
  return [
    `Done: they have ${tierId} until ${localText(until, program.timeZone)}, or the tier that they reach, if it is higher.`,
  ];
}

async function ended(context: Context, words: readonly string[]): Promise<readonly string[]> {
  const had = await endGivenTier(context, await knownMember(context, words.join(' ')));
  return [had ? 'Done: they have the tier that they reach.' : 'They have no tier that was given.'];
}
