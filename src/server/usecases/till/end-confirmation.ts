import { memberTopic, storeTopic } from '#server/storage/db/live.ts';
import type { ConfirmationRow } from '#server/storage/db/schema-counter.ts';
import {
  type Asker,
  changeConfirmation,
  confirmationRow,
  openConfirmationsOf,
} from '#server/storage/people/confirmations.ts';
import type { Work } from '#server/usecases/ground/work.ts';

/** Ends an open question without a yes, and tells the phone and the till. */
export async function endConfirmation(
  work: Work,
  row: ConfirmationRow,
  state: 'declined' | 'cancelled' | 'ended',
): Promise<void> {
  await changeConfirmation(work, row, { state });
  tellBoth(work, row);
}

/**
 * Ends the open questions of somebody who can't hear the answer any more: otherwise a yes would redeem a reward that
 * nobody gives.
 */
export async function endQuestionsOf(work: Work, asker: Asker): Promise<void> {
  for (const { member_id, id } of await openConfirmationsOf(work.db, asker, work.at)) {
    await work.lockMember(member_id);
    // The member may have said yes before the lock was ours.
    const row = await confirmationRow(work.db, member_id, id);
    if (row?.state === 'open') await endConfirmation(work, row, 'cancelled');
  }
}

/** Wakes the phone that shows the question and the tills of its store. */
export function tellBoth(work: Work, row: ConfirmationRow): void {
  work.tell(memberTopic(row.member_id));
  work.tell(storeTopic(row.store_id));
}
