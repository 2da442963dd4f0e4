import { type Birthday, birthdayText } from '#domain/values/birthday.ts';
import { dayOf } from '#domain/values/calendar.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import { memberTopic } from '#server/storage/db/live.ts';
import { dropFact, factOf, putFact } from '#server/storage/people/facts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { lockPresent } from '#server/usecases/ground/lock-present.ts';
import { transact } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { celebrate } from './celebrate.ts';
import { giveSteps } from './give-step.ts';
import { keepConsent } from './keep-consent.ts';

/**
 * Keeps the birthday that a member tells, with the sentence under which they told it, or forgets it. Who tells it on
 * the day itself has the gift at once.
 * @throws Refused `too-many-requests`
 * @param language of the page on which they read the sentence
 */
export function changeBirthday(
  context: Context,
  { memberId, placement: place }: Pick<Session, 'memberId' | 'placement'>,
  { birthday, language }: { readonly birthday: Birthday | null; readonly language: string },
): Promise<void> {
  return transact(context, async (work) => {
    await lockPresent(work, memberId);
    const { at } = work;
    const before = await factOf(work.db, memberId, 'birthday');
    const value = birthday && birthdayText(birthday);
    // What is sent twice is told once.
    if ((before?.value ?? null) !== value) {
      const read = isLanguage(language) ? language : 'en';
      const wording = everything(read)('profile.birthday-why');
      await keepConsent(work, memberId, {
        fact: 'birthday',
        isGiven: value !== null,
        wording,
        language: read,
        place,
      });
      work.tell(memberTopic(memberId));
    }
    if (value === null) return dropFact(work, memberId, 'birthday');
    await putFact(work, { member_id: memberId, fact: 'birthday', value, at });
    await giveSteps(work, memberId, 'birthday');
    await celebrate(work, memberId, dayOf(at, work.program.timeZone));
  });
}
