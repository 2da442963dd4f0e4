import type { MemberCard } from '#contract/desk/desk-members.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { drawSymbol } from '#server/vendors/symbols/draw-symbol.ts';

/**
 * A slip with the membership number as a barcode, for a member without a phone: a till finds them by it, and nothing is
 * spent without their own yes. That it was made is written down.
 * @throws Refused `member-unknown`
 */
export async function printCard(context: Context, memberId: string): Promise<MemberCard> {
  const number = await transact(context, async (work) => {
    await memberIdKnown(work, memberId);
    await recordAct(work, { act: 'card-printed', memberId });
    return (await memberById(work.db, memberId))?.number ?? '';
  });
  return { number, barcode: await drawSymbol('code-128', number) };
}
