import { referralRuleAt } from '#domain/earning/referral.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { myInvitation } from '#server/usecases/occasions/my-invitation.ts';
import { actAt } from './act-at.ts';
import { Chance } from './chance.ts';
import type { Living } from './visit.ts';

/**
 * The link by which somebody joins: a member brings every second.
 * @param settled who joined on an earlier day: those of this very day join side by side, in any order
 * @returns null: nobody brings them, or the program has no rule for it
 */
export async function invitationFor(
  context: Context,
  settled: readonly Living[],
  { at, name }: { at: number; name: string },
): Promise<string | null> {
  const chance = new Chance(`${name} is brought`);
  if (settled.length === 0 || !chance.oneIn(2)) return null;
  const asking = actAt(context, at, `${name} invitation`);
  if (!referralRuleAt((await readWork(asking)).program, at)) return null;
  return myInvitation(asking, chance.pick(settled).memberId);
}
