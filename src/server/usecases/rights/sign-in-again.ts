import { Refused } from '#domain/refusal.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type AskedSignIn, type AskWish, askSignIn } from '#server/usecases/sign-in/ask-sign-in.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';

/**
 * Mails a code to the member who is signed in already, so that they show once more that the mailbox is theirs.
 * @param wish.opens the page that opens when they have
 * @throws Refused as `askSignIn` does
 */
export async function signInAgain(
  context: Context,
  session: Session,
  wish: Omit<AskWish, 'email' | 'placement'> & { readonly opens: string },
): Promise<AskedSignIn> {
  const member = await memberById(context.store.read, session.memberId);
  if (!member) throw new Refused({ key: 'signed-out' });
  return askSignIn(context, { ...wish, email: member.address, placement: session.placement });
}
