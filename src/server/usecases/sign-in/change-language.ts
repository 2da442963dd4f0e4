import { changeMember } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { Session } from './session.ts';

export function changeLanguage(
  context: Context,
  session: Session,
  language: string,
): Promise<void> {
  return transact(context, (work) => changeMember(work, session.memberId, { language }));
}
