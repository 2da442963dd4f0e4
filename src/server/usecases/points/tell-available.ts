import { paths } from '#contract/paths.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { entryByCause } from '#server/storage/points/ledger-entries.ts';
import { markTold, type UntoldLot } from '#server/storage/points/lots.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { queueMessage } from '#server/usecases/ground/queue-message.ts';
import { recordEvent } from '#server/usecases/ground/record-event.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { pointsMail } from '#server/words/mail/points-mail.ts';

/**
 * Tells the member and the followers of events that pending points can be spent now. It changes no points: they can be
 * spent from their time on, told or not. It is told once, however many processes run or stop.
 * @returns whether this call told it
 */
export const tellAvailable = (context: Context, lot: UntoldLot): Promise<boolean> =>
  transact(context, async (work) => {
    const { member_id: memberId, id } = lot;
    await work.lockMember(memberId);
    const told = await markTold(work, lot);
    if (!told) return false;
    // A return has taken the points meanwhile.
    if (told.remaining === 0) return true;
    const entry = await entryByCause(work.db, memberId, id);
    await recordEvent(work, {
      kind: 'points.available',
      memberId,
      storeId: null,
      data: { points: told.remaining, purchaseId: entry?.purchaseId ?? null },
    });
    work.tell(memberTopic(memberId));
    const { program, context } = work;
    const { publicUrl } = context;
    const kind = 'available' as const;
    const points = told.remaining;
    await queueMessage(work, { kind, memberId, cause: id }, (to, { language }, choices) =>
      pointsMail({
        to,
        choices,
        program,
        language,
        points,
        why: kind,
        publicUrl,
        url: publicUrl + paths.history,
      }),
    );
    return true;
  });
