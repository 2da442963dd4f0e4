import { addGrant, endGrants } from '#server/storage/purchases/tier-grants.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { noteStanding } from './note-standing.ts';

interface GrantWish {
  readonly memberId: string;
  readonly tierId: string;
  /** The first instant in which it is over. */
  readonly until: number;
}

export type Granted = 'done' | 'no-rule' | 'no-tier' | 'past';

/**
 * Gives a member a tier for a time, in the place of one that they were given before. It counts where it is higher than
 * the one that they have by what they buy, and for what is sold from now on.
 */
export const grantTier = (context: Context, wish: GrantWish): Promise<Granted> =>
  transact(context, async (work) => {
    const { memberId, tierId, until } = wish;
    await work.lockMember(memberId);
    const { at, program } = work;
    if (!program.tierRule) return 'no-rule';
    if (!program.tiers.slice(1).some(({ id }) => id === tierId)) return 'no-tier';
    if (until <= at) return 'past';
    await endGrants(work, memberId, at);
    await addGrant(work, memberId, { tierId, from: at, until });
    await recordAct(work, { act: 'tier-given', memberId, details: { tierId, until } });
    await noteStanding(work, memberId);
    return 'done';
  });

/** Ends a tier that a member was given. @returns whether they had one */
export const endGivenTier = (context: Context, memberId: string): Promise<boolean> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    const ended = await endGrants(work, memberId, work.at);
    if (!ended) return false;
    await recordAct(work, { act: 'tier-ended', memberId });
    await noteStanding(work, memberId);
    return true;
  });
