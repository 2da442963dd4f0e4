import type { SignInLink } from '#contract/sign-in-face.ts';
import { afterMatch, signInRefusal } from '#domain/people/sign-in.ts';
import { type Refusal, Refused, refuseWhen } from '#domain/refusal.ts';
import { typedDigits } from '#domain/scan/typed-digits.ts';
import { signInTopic } from '#server/storage/db/live.ts';
import { holdSignIn, keepSignIn, toSignIn } from '#server/storage/people/sign-ins.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import { rowOfLink, viewLink } from './view-sign-in.ts';

/**
 * Takes the number of the waiting screen, typed where the mail was opened; there is one try. If it is right, the asking
 * browser may enter. This browser gets nothing, so a mail scanner that types numbers does no harm.
 * @throws Refused `match-wrong` or `sign-in-ended`; `match-incomplete` when it is no number of three digits
 */
export async function matchLink(
  context: Context,
  wish: { token: string; number: string; browserSecret: string | null },
): Promise<SignInLink> {
  const { id } = await rowOfLink(context, wish.token);
  const typed = typedDigits(wish.number);
  // Anything but three digits is a typing error: it does not use up the one try.
  if (!/^\d{3}$/.test(typed)) throw new Refused({ key: 'match-incomplete' });
  const refusal = await transact(context, async (work): Promise<Refusal | null> => {
    const row = await holdSignIn(work, id);
    if (!row) return { key: 'sign-in-ended' };
    if (row.state === 'matched') return null;
    const over = signInRefusal(toSignIn(row), work.at);
    if (over) return over;
    const outcome = afterMatch(toSignIn(row), Number(typed));
    // Not thrown inside the transaction, because the try must be stored.
    await keepSignIn(work, outcome.signIn);
    work.tell(signInTopic(id));
    return outcome.refusal;
  });
  refuseWhen(refusal);
  return viewLink(context, wish);
}

/**
 * "This was not me": ends the request for everybody. A box must be ticked first, because mail scanners press buttons.
 * @throws Refused `confirm-required` when it was not, `sign-in-ended`
 */
export async function endSignIn(
  context: Context,
  wish: { token: string; confirmed: boolean; browserSecret: string | null },
): Promise<SignInLink> {
  if (!wish.confirmed) throw new Refused({ key: 'confirm-required' });
  const { id } = await rowOfLink(context, wish.token);
  await transact(context, async (work) => {
    const row = await holdSignIn(work, id);
    if (!row || row.state === 'ended') return;
    if (row.state === 'used') throw new Refused({ key: 'sign-in-ended' });
    await keepSignIn(work, { ...toSignIn(row), state: 'ended' });
    work.tell(signInTopic(id));
  });
  return viewLink(context, wish);
}
