import { inOrder, type ProfileFact, type ProfileStepRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

export const stepsFor = (
  { earning = [] }: Pick<Program, 'earning'>,
  fact: ProfileFact,
): ProfileStepRule[] =>
  inOrder(
    earning.filter((rule) => rule.kind === 'profile-step').filter((rule) => rule.fact === fact),
  );

/** Gives what rules give for a fact that a member has told, once, also if it is told anew. The caller has locked the member. */
export async function giveSteps(work: Work, memberId: string, fact: ProfileFact): Promise<void> {
  const rules = stepsFor(work.program, fact);
  if (rules.length === 0) return;
  const { tier } = await tierOfMember(work, memberId);
  for (const rule of rules) {
    await giveForOccasion(work, { memberId, rule, occasion: 'once', storeId: null, tier });
  }
}
