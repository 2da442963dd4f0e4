import { actOn, nextLook } from '#domain/points/expiry-notice.ts';
import { putSteps, type RecordedLot, recordedLots } from '#server/storage/points/notices.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { expireLots } from './change-points.ts';
import { mailExpiry, reportWaiting } from './notices.ts';

/** So many lots end in one transaction: the writer has others to serve. */
const lotsAtOnce = 100;

/**
 * Does what is due for a member's points: mails a notice, takes out what has ended, tells the administrator of what
 * must wait. It looks again under the member's lock, so any number of processes may do it, and each may be killed.
 * @returns whether something was due and could be done
 */
export const lookAtPoints = (context: Context, memberId: string): Promise<boolean> =>
  transact(context, async (work) => {
    await work.lockMember(memberId);
    const lots = await recordedLots(work.db, memberId);
    const acts = { expire: [], mail: [], report: [], nothing: [] } as Record<Act, RecordedLot[]>;
    for (const lot of lots) {
      if (lot.lookAt !== null && lot.lookAt <= work.at) acts[actOn(lot, work.at)].push(lot);
    }
    const { expire, mail, report, nothing } = acts;
    const others = lots.filter((lot) => !expire.includes(lot));
    const ended =
      expire.length > 0 && (await expireLots(work, memberId, expire.slice(0, lotsAtOnce)));
    if (mail.length > 0) await mailExpiry(work, memberId, others, mail);
    if (report.length > 0) await reportWaiting(work, memberId, report);
    const later = nothing.map((lot) => ({ ...lot, lookAt: nextLook(lot, work.at) }));
    await putSteps(work, memberId, later);
    return ended || mail.length + report.length + nothing.length > 0;
  });

type Act = ReturnType<typeof actOn>;
