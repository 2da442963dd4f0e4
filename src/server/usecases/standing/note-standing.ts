import { keepingOf, type Standing } from '#domain/standing/standing.ts';
import { mustMail, nextTierLook } from '#domain/standing/tier-notice.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import type { MemberTierRow } from '#server/storage/db/schema-purchases.ts';
import { isErased } from '#server/storage/people/members.ts';
import {
  forgetLook,
  memberTierRow,
  putMemberTier,
} from '#server/storage/purchases/member-tiers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { ruledStanding, standingKnownAt } from './member-tier.ts';
import { isToldByMembership } from './membership-end.ts';
import { mailTier, tellTierChange } from './tell-tier.ts';
import type { HistorySeen } from './tier-history.ts';
import { isSweepDone, termsBeganAt } from './tier-sweep.ts';

/** How a standing is noted. */
interface Noting {
  /** The member's history of now, if the caller has read it. */
  readonly known?: HistorySeen | undefined;
  /** Nobody is told of another tier: it was theirs before they came. */
  readonly isQuiet?: true | undefined;
}

/**
 * Notes what a member's tier is now, tells of it when it is another one, and says when the clock looks again. It
 * decides nothing: the tier is what the member's history makes of it, whether anybody looks or not. So it may be done
 * twice, late or by any process. A program without a rule of tiers tells nobody. A membership that ended has no tier of
 * which to tell, although its books stay. The caller has locked the member.
 */
export async function noteStanding(
  work: Work,
  memberId: string,
  { known, isQuiet }: Noting = {},
): Promise<void> {
  const { at, db, program } = work;
  if (!program.tierRule) return;
  if (await isErased(db, memberId)) return forgetLook(work, memberId);
  const before = await memberTierRow(db, memberId);
  const standing = await ruledStanding(work, memberId, at, known);
  const keeping = keepingOf(standing);
  const noted = before ?? (await firstRow(work, memberId, standing));
  const { changes } = standing;
  // Who stands in the first tier, always has, and stays there, needs no row.
  if (!before && changes.length === 0 && noted.tier_id === standing.tier.id) return;
  const seen = await changed(work, noted, { standing, isQuiet });
  const mailed = keeping && mustMail(keeping, noticedOf(seen), at, program.timeZone);
  const noticed = mailed ? await mailTier(work, seen, { tier: standing.tier, keeping }) : seen;
  const lookAt = nextTierLook(keeping, noticedOf(noticed), standing, program.timeZone);
  await putMemberTier(work, { ...noticed, look_at: lookAt });
}

const noticedOf = ({ mailed_for, mailed_at }: MemberTierRow) => ({
  mailedFor: mailed_for,
  mailedAt: mailed_at,
});

/**
 * Of whom nothing is on record stood in the first tier; until all were looked at, in the one of before the change. A sale
 * of before that was reported since counts as the change that it is.
 */
async function firstRow(work: Work, memberId: string, { tier }: Standing): Promise<MemberTierRow> {
  const [first = tier] = work.program.tiers;
  const stood = (await isSweepDone(work))
    ? first
    : (await standingKnownAt(work, memberId, (await termsBeganAt(work)) - 1)).tier;
  return {
    member_id: memberId,
    tier_id: stood.id,
    since: work.at,
    look_at: null,
    mailed_for: null,
    mailed_at: null,
    mail_id: null,
    told_for: null,
    told_at: null,
    told_by: null,
  };
}

/** The row with the tier of now, and the event when it is another one. */
async function changed(
  work: Work,
  before: MemberTierRow,
  { standing, isQuiet }: Pick<Noting, 'isQuiet'> & { readonly standing: Standing },
): Promise<MemberTierRow> {
  if (before.tier_id === standing.tier.id) return before;
  const { tier } = standing;
  const { member_id: memberId, told_for: toldFor, since } = before;
  const rung = (id: string) => work.program.tiers.findIndex((one) => one.id === id);
  const higher = rung(tier.id) > rung(before.tier_id);
  await recordEvent(work, {
    kind: 'tier.changed',
    memberId,
    storeId: null,
    data: {
      from: before.tier_id,
      to: tier.id,
      higher,
      told: toldFor !== null && toldFor > since && toldFor <= work.at,
    },
  });
  if (!isQuiet && (higher || !(await isToldByMembership(work, before))))
    await tellTierChange(work, memberId, { standing, higher });
  work.tell(memberTopic(memberId));
  return { ...before, tier_id: tier.id, since: work.at };
}

/** Looks at a member's tier because something was due. @returns whether it was done */
export const lookAtTier = (context: Context, memberId: string): Promise<boolean> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    await noteStanding(work, memberId);
    // Without `tier-rule` nothing was noted, and the look would stay due. The next program with one looks at all members.
    if (!work.program.tierRule) await forgetLook(work, memberId);
    return true;
  });
