import { actOn, nextLook } from '#domain/points/expiry-notice.ts';
import {
  type MemberToLookAt,
  putSteps,
  type RecordedLot,
  recordedLotsOf,
} from '#server/storage/points/notices.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { expireLotsOf } from './change-points.ts';
import { mailExpiry, reportWaiting } from './notices.ts';

/** So many lots of a member end in one transaction: the writer has others to serve. */
const lotsAtOnce = 100;

/** One transaction is about so many members and lots: a till waits for it, so it must be over in some milliseconds. */
const atOnce = { members: 12, lots: 120 };

/** Which members are looked at together. */
export function pointsBatches(members: readonly MemberToLookAt[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let lots = 0;
  for (const member of members) {
    const isFull = lots + member.lots > atOnce.lots || batch.length === atOnce.members;
    if (batch.length === 0 || isFull) {
      batch = [];
      batches.push(batch);
      lots = 0;
    }
    batch.push(member.memberId);
    lots += member.lots;
  }
  return batches;
}

/**
 * Does what is due for the points of some members: mails a notice, takes out what has ended, tells the administrator of what
 * must wait. It looks again under the members' locks, so any number of processes may do it, and each may be killed. Whom
 * somebody else has locked it leaves for the next time.
 * @returns for how many members something was due and could be done
 */
export const lookAtPoints = (context: Context, memberIds: readonly string[]): Promise<number> =>
  transact(context, async (work) => {
    const held = await work.lockFree(memberIds);
    const lots = await recordedLotsOf(work.db, held);
    const looks = [...lots].map(([memberId, own]) => lookFor(memberId, own, work.at));
    const ending = looks.filter(({ expire }) => expire.length > 0);
    const ended = await expireLotsOf(
      work,
      new Map(ending.map(({ memberId, expire }) => [memberId, expire.slice(0, lotsAtOnce)])),
    );
    await mailExpiry(
      work,
      looks.filter(({ mail }) => mail.length > 0),
    );
    for (const { memberId, report } of looks) {
      if (report.length > 0) await reportWaiting(work, memberId, report);
    }
    const later = looks.flatMap(({ memberId, nothing }) =>
      nothing.map((lot) => ({
        memberId,
        id: lot.id,
        step: lot.step,
        lookAt: nextLook(lot, work.at),
        mailId: null,
      })),
    );
    await putSteps(work, later);
    return looks.filter(
      ({ memberId, mail, report, nothing }) =>
        ended.has(memberId) || mail.length + report.length + nothing.length > 0,
    ).length;
  });

type Act = ReturnType<typeof actOn>;

/** What is due of a member's lots, and those that go on. */
function lookFor(memberId: string, lots: readonly RecordedLot[], at: number) {
  const acts: Record<Act, RecordedLot[]> = { expire: [], mail: [], report: [], nothing: [] };
  for (const lot of lots) {
    if (lot.lookAt !== null && lot.lookAt <= at) acts[actOn(lot, at)].push(lot);
  }
  const ending = new Set(acts.expire);
  return { memberId, ...acts, others: lots.filter((lot) => !ending.has(lot)) };
}
