import { Refused } from '#domain/refusal.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { changeAddressInto } from '#server/usecases/rights/change-address-into.ts';

/**
 * Gives a member another address, because they told support that they lost their mailbox or mistyped it. The new address
 * is not proved until somebody signs in with it. Otherwise as `changeAddressInto`.
 * @param address as `readEmailAddress` read it
 * @returns `taken` when it is another member's, `held` when it waits for another member, `same` when it is theirs
 * already, `gone` when they have left
 */
export async function changeAddress(
  context: Context,
  { memberId, address }: { memberId: string; address: string },
): Promise<'changed' | 'taken' | 'held' | 'same' | 'gone'> {
  try {
    return await transact(context, async (work) => {
      await work.lockMember(memberId);
      const member = await memberById(work.db, memberId);
      // Whoever found them did so before the lock.
      if (!member || member.erased_at !== null) return 'gone';
      const outcome = await changeAddressInto(work, member, { address, asked: null });
      if (outcome === 'changed') await recordAct(work, { act: 'address-changed', memberId });
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused && error.refusal.key === 'address-held') return 'held';
    throw error;
  }
}
