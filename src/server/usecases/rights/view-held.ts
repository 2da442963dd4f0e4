import type { Versioned } from '#contract/page.ts';
import type { HeldPage } from '#contract/profile.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import { subjects } from '#server/storage/held/held.ts';
import { memberById } from '#server/storage/people/members.ts';
import { openChange } from '#server/usecases/ground/address-waits.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { versioned } from '#server/usecases/ground/versioned.ts';
import { readWork } from '#server/usecases/ground/work.ts';
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
    const spoken = isLanguage(language) ? language : 'en';
    const say = everything(spoken);
    const work = await readWork(context);
    const change = await openChange(work, session.memberId);
    return {
      fresh: await isFreshSession(context, session),
      ...(change && {
        waits: refusalSentence(say, speakerOf(work.program, spoken), {
          key: 'address-new',
          at: change.ends_at,
        }),
      }),
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
