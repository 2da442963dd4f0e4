import { Refused } from '#domain/refusal.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { recordAct } from '#server/usecases/ground/record-act.ts';
import { readWork, transact } from '#server/usecases/ground/work.ts';
import { eraseMember } from '#server/usecases/rights/erase.ts';
import { piecesOf } from '#server/usecases/rights/take-copy.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';

/**
 * Erases a member for support, who has typed their membership number again.
 * @throws Refused `member-unknown`, `desk-other-number`, `voucher-reserved` while a till is about to give something
 */
export async function eraseAtDesk(context: Context, asked: string, typed: string): Promise<void> {
  const work = await readWork(context);
  const memberId = await memberIdKnown(work, asked);
  const member = await memberById(work.db, memberId);
  if (member?.number !== typedDigits(typed)) throw new Refused({ key: 'desk-other-number' });
  const erased = await eraseMember(context, memberId, 'support');
  if (!erased) throw new Refused({ key: 'member-unknown' });
}

/**
 * All that is held of a member, for a member who has asked support for it. Its row is written first, so that no copy
 * leaves without one.
 * @throws Refused `member-unknown`
 */
export async function copyAtDesk(
  context: Context,
  asked: string,
): Promise<{ readonly fileName: string; readonly pieces: AsyncIterable<string> }> {
  const work = await readWork(context);
  const memberId = await memberIdKnown(work, asked);
  const number = (await memberById(work.db, memberId))?.number ?? '';
  await transact(context, (writing) => recordAct(writing, { act: 'member-copied', memberId }));
  return { fileName: `${number}.json`, pieces: piecesOf(context, memberId) };
}
