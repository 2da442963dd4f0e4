import type { MemberCard } from '#contract/desk/desk-members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { memberCard } from '#server/usecases/members/member-card.ts';

/**
 * A slip with the membership number as a barcode, and the card as PDF, for a member without a phone.
 * @throws Refused `member-unknown`
 */
export async function printCard(context: Context, memberId: string): Promise<MemberCard> {
  const { number, barcode, pdf } = await memberCard(context, memberId);
  const [a4, card] = [await pdf('a4'), await pdf('card')];
  return { number, barcode, pdf: { a4: a4.toString('base64'), card: card.toString('base64') } };
}
