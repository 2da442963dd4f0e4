import { Refused } from '#domain/refusal.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { changeMembership } from '#server/storage/purchases/memberships.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { rfc3339 } from '#server/usecases/ground/rfc3339.ts';
import { transact, type Work } from '#server/usecases/ground/work.ts';
import { termsOf } from './record-membership.ts';
import { runningOf } from './say-membership.ts';

interface Leaving {
  readonly memberId: string;
  readonly tierId: string;
  /** False: they keep it after all. */
  readonly leaves: boolean;
}

/**
 * Notes that a member does not want a tier renewed, or does after all. It stays theirs until its end; the event tells
 * whoever charges for it. Saying the same again changes nothing.
 * @throws Refused `membership-over` where none of it is running
 */
export function leaveMembership(
  context: Context,
  { memberId, tierId, leaves }: Leaving,
): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    await leaveIn(work, { memberId, tierId, leaves });
  });
}

/** The same within an act that has locked the member. @throws Refused `membership-over` */
export async function leaveIn(work: Work, { memberId, tierId, leaves }: Leaving): Promise<void> {
  const terms = await termsOf(work, memberId);
  const running = runningOf(terms, work.at).find((one) => one.tierId === tierId);
  if (!running) throw new Refused({ key: 'membership-over' });
  if (running.left === leaves) return;
  const own = terms.filter(({ term }) => term.tierId === tierId);
  const last = own.at(-1)?.row;
  if (leaves && last) {
    // A till's fast clock may have sold it a little later than now.
    await changeMembership(work, last, { left_at: Math.max(work.at, last.bought_at) });
  }
  if (!leaves) {
    for (const { row } of own) await changeMembership(work, row, { left_at: null });
  }
  await recordEvent(work, {
    kind: 'membership.left',
    memberId,
    storeId: null,
    data: { tierId, leaves, until: rfc3339(running.until) },
  });
  work.tell(memberTopic(memberId));
}
