import type { MomentTried, TryMoment } from '#contract/desk/desk-foresight.ts';
import { mayDo } from '#domain/desk/desk-role.ts';
import { Refused } from '#domain/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { tryMoment } from '#server/usecases/rehearsal/try-moment.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';

/**
 * Tries a moment at the desk. Who tries it with a member looks at that member, which is written down and limited.
 * @throws Refused `desk-role` for a role that may not see members, `member-unknown`, and as `tryMoment`
 */
export async function tryAtDesk(
  context: Context,
  me: AtDesk,
  wish: TryMoment,
): Promise<MomentTried> {
  if ('memberId' in wish.who) {
    if (!mayDo(me.role, 'see-members')) throw new Refused({ key: 'desk-role', role: me.role });
    await memberIdKnown(await readWork(context), wish.who.memberId);
    await noteLook(context, me, wish.who.memberId);
  }
  return tryMoment(context, wish);
}
