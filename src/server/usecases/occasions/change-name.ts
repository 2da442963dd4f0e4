import { readFirstName } from '#domain/people/first-name.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { changeMember } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { giveSteps, stepsFor } from './give-step.ts';
import { keepConsent } from './keep-consent.ts';

/**
 * Stores the first name that associates greet with. A blank name removes it. Where the program gives for it, the page
 * says what it is for, and that sentence is kept with the time.
 * @throws Refused `too-many-requests`
 */
export function changeFirstName(
  context: Context,
  { memberId, placement: place }: Pick<Session, 'memberId' | 'placement'>,
  { firstName, language }: { readonly firstName: string; readonly language: string },
): Promise<void> {
  return transact(context, async (work) => {
    const before = await lockPresent(work, memberId);
    const name = readFirstName(firstName);
    await changeMember(work, memberId, { first_name: name });
    work.tell(memberTopic(memberId));
    const isAsked = stepsFor(work.program, 'name').length > 0;
    if (isAsked && before.first_name !== name) {
      const read = isLanguage(language) ? language : 'en';
      const wording = everything(read)('profile.name-why');
      await keepConsent(work, memberId, {
        fact: 'name',
        isGiven: name !== null,
        wording,
        language: read,
        place,
      });
    }
    if (name !== null) await giveSteps(work, memberId, 'name');
  });
}
