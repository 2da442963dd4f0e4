import { inOrder, type OccasionRule, type ProfileStepRule } from '#domain/program/earning-rule.ts';
import type { Program } from '#domain/program/program.ts';
import type { Work } from '#server/usecases/ground/work.ts';
import { giveForOccasion } from '#server/usecases/points/give-for-occasion.ts';
import { tierOfMember } from '#server/usecases/standing/member-tier.ts';

export const stepsFor = (
  { earning = [] }: Pick<Program, 'earning'>,
  fact: string,
): ProfileStepRule[] =>
  inOrder(
    earning.filter((rule) => rule.kind === 'profile-step').filter((rule) => rule.fact === fact),
  );

/**
 * Gives what rules give for a fact that was told, once, also if it is told anew. The caller has locked the member.
 * @param fact one of `profileFacts`, or of the program's `facts`
 * @returns the points that came now
 */
export async function giveSteps(work: Work, memberId: string, fact: string): Promise<number> {
  const rules = stepsFor(work.program, fact);
  return giveOnce(work, memberId, rules);
}

/** Gives what each of these rules gives, once in a membership. @returns the points that came now */
export async function giveOnce(
  work: Work,
  memberId: string,
  rules: readonly OccasionRule[],
): Promise<number> {
  if (rules.length === 0) return 0;
  const { tier } = await tierOfMember(work, memberId);
  let points = 0;
  for (const rule of rules) {
    points += await giveForOccasion(work, {
      memberId,
      rule,
      occasion: 'once',
      storeId: null,
      tier,
    });
  }
  return points;
}
