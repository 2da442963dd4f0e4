import type { Versioned } from '#contract/page.ts';
import type { HeldPage } from '#contract/profile.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { subjects } from '#server/storage/held/held.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { isFreshSession } from './fresh.ts';

/** What is held of a member, in their language, and whether this device may take a copy of it. */
export const viewHeld = (
  context: Context,
  session: Session,
  language: string,
): Promise<Versioned<HeldPage>> =>
  versioned(context, session.memberId, async () => {
    const member = await memberById(context.store.read, session.memberId);
    const frozenAt = member?.frozen_at ?? null;
    const say = everything(isLanguage(language) ? language : 'en');
    return {
      fresh: await isFreshSession(context, session),
      ...(frozenAt !== null && { frozenAt }),
      about: {
        freeze: say('rights.freeze-about'),
        leave: say('rights.leave-about'),
        confirm: say('rights.leave-confirm'),
      },
      subjects: subjects.map((subject) => ({
        id: subject,
        name: say(`rights.${subject}`),
        says: say(`rights.${subject}-says`),
      })),
    };
  });
