import type { PointsDone } from '#contract/desk/desk-members.ts';
import { isAdjustment, isWhy } from '#domain/points/adjustment.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { adjustPoints } from '#server/usecases/members/adjust-points.ts';
import { apologise } from '#server/usecases/members/apologise.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';

/** What a form of the desk sends about a member's points. */
interface PointsWish {
  /** Made by the page before sending: the same id is the same act. */
  readonly id: string;
  readonly points: number;
  readonly why: string;
  readonly whyAr?: string;
}

/**
 * Gives or takes points, for a reason that the member reads.
 * @throws Refused `member-unknown`, `desk-points`, `desk-why`, `points-short`, `id-taken`
 */
export async function adjustAtDesk(
  context: Context,
  asked: string,
  wish: PointsWish,
): Promise<PointsDone> {
  if (!isAdjustment(wish.points)) throw new Refused({ key: 'desk-points', fault: 'zero' });
  const memberId = await memberIdKnown(await readWork(context), asked);
  const { id, points } = wish;
  const { balanceAfter } = await adjustPoints(context, { memberId, id, points, why: whyOf(wish) });
  return { balanceAfter };
}

/**
 * Says sorry by a rule of the program, within its limits.
 * @throws Refused `member-unknown`, `desk-why`, `desk-sorry-…`, `id-taken`
 */
export async function apologiseAtDesk(
  context: Context,
  asked: string,
  { ruleId, ...wish }: PointsWish & { readonly ruleId?: string },
): Promise<PointsDone> {
  const memberId = await memberIdKnown(await readWork(context), asked);
  const { id, points } = wish;
  const named = ruleId === undefined ? {} : { ruleId };
  const done = await apologise(context, { memberId, id, points, why: whyOf(wish), ...named });
  switch (done.outcome) {
    case 'done':
      return { balanceAfter: done.balanceAfter };
    case 'no-rule':
      throw new Refused({ key: 'desk-sorry-no-rule' });
    case 'too-many':
      throw new Refused({ key: 'desk-sorry-too-many', points: done.atMost });
    case 'used-up':
      throw new Refused({ key: 'desk-sorry-used-up', points: done.left });
    case 'no-words':
      throw new Refused({ key: 'desk-sorry-words' });
  }
}

function whyOf({ why, whyAr }: PointsWish) {
  const en = why.trim();
  const ar = whyAr?.trim() || undefined;
  if (!isWhy(en) || (ar !== undefined && !isWhy(ar))) throw new Refused({ key: 'desk-why' });
  return { en, ...(ar !== undefined && { ar }) };
}
